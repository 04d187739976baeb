import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Config } from "../../src/config/load-config.js";
import { modelMeant } from "../../src/noting/notes-input.js";
import type { Session } from "../../src/session.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "given-model-"));
  const entries = [
    { text: "New map", labels: ["feature"] },
    { text: "Sync, all of it", labels: ["Epic"] },
    { text: "Queries are logged", audience: ["developers"] },
    { text: "Bump x to 2" },
  ];
  const model = { format: 1, release: "16.3.0", sections: [{ components: [{ name: "api", entries }] }] };
  await writeFile(join(folder, "model.json"), JSON.stringify(model));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.each([
  ["users", ["New map"]],
  [undefined, ["New map", "Sync, all of it", "Queries are logged"]],
] as const)("the rules of what is told hold for a model of somebody's own, for %s", async (audience, told) => {
  const config = { notes: { select: [{ why: "bump", texts: ["Bump *"] }] } } as unknown as Config;
  const session = { values: { model: "model.json" }, positionals: [], cwd: folder } as unknown as Session;
  const { sections } = await modelMeant(session, config, audience);
  const entries = sections.flatMap(({ components }) => components.flatMap((component) => component.entries));
  expect(entries.filter(({ hidden }) => hidden !== true).map(({ text }) => text)).toEqual(told);
});
