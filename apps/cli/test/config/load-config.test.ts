import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readEnvironment } from "../../src/config/environment.js";
import { loadConfig } from "../../src/config/load-config.js";

// The first file that is read loads the schemas of everything that can be configured.
vi.setConfig({ testTimeout: 60_000 });

const env = readEnvironment({ HOME: "/home/rosa" });
let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "signalbox-config-"))));
afterEach(() => rm(folder, { recursive: true }));

async function write(name: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), text);
}
const load = (file?: string) => loadConfig({ cwd: folder, env, file });

describe("loadConfig", () => {
  it.each([
    ["signalbox.config.json", '{ "components": ["acme/api"] }'],
    ["signalbox.config.yaml", "components: [acme/api]"],
    ["signalbox.config.mjs", 'export default { components: ["acme/api"] };'],
    ["signalbox.config.ts", 'enum Repo { api = "acme/api" }\nexport default { components: [Repo.api as string] };'],
    [".config/signalbox.yaml", "components: [acme/api]"],
    ["package.json", '{ "name": "x", "signalbox": { "components": ["acme/api"] } }'],
  ])("finds and reads %s", async (name, text) => {
    await write(name, text);
    const config = await load();
    expect(config.components).toEqual([{ name: "api", repository: "https://github.com/acme/api.git", mute: [] }]);
    expect(config.stateDir).toBe(join(folder, ".signalbox"));
  });

  it("looks in the folders above", async () => {
    await write("signalbox.config.json", '{ "configuration": "./salt" }');
    await mkdir(join(folder, "deep", "er"), { recursive: true });
    const config = await loadConfig({ cwd: join(folder, "deep", "er"), env });
    expect(config.configuration?.repository).toBe(join(folder, "salt"));
  });

  it("needs no file", async () => {
    const config = await load();
    expect(config).toMatchObject({
      file: null,
      components: [],
      concurrency: 8,
      cacheDir: "/home/rosa/.cache/signalbox",
    });
  });

  it.each([
    ["other.json", undefined, "ERR_CONFIG_NOT_FOUND"],
    ["other.json", "{ nope", "ERR_CONFIG_UNREADABLE"],
    ["other.yaml", "a: [", "ERR_CONFIG_UNREADABLE"],
    ["other.ts", "export default {", "ERR_CONFIG_UNREADABLE"],
    ["other.json", '{ "x": 1 }', "ERR_CONFIG_INVALID"],
  ])("--config %s with %j is %s", async (name, text, code) => {
    if (text !== undefined) await write(name, text);
    await expect(load(name)).rejects.toMatchObject({ code, hint: expect.stringMatching(/./) });
  });
});
