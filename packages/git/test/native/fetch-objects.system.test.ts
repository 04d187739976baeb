import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Fault, gitEnvironment } from "@signalbox/testbed";
import { expect, test } from "vitest";
import { nativeRepositories } from "../../src/index.js";
import { git, scene } from "../scene.js";

// What a cache lacks comes by one request; whenever that is not certain to be what git would have done, git fetches.

const FILES = 150;
const names = Array.from({ length: FILES }, (_, index) => `file-${index}`);

async function cold(env: Record<string, string> = {}) {
  const stage = await scene((story) => {
    story.commit("main", { files: Object.fromEntries(names.map((name) => [name, `${name}\n`.repeat(50)])) });
  });
  const house = nativeRepositories({ cacheDir: stage.cacheDir, env: gitEnvironment(env) });
  const repository = await house.open(stage.url);
  stage.server.clearRequests();
  const read = async (count: number): Promise<string[]> => {
    const contents = await repository.readFiles(stage.oidOf("main"), names.slice(0, count));
    expect(contents.map((bytes) => Buffer.from(bytes ?? []).toString())).toEqual(
      names.slice(0, count).map((name) => `${name}\n`.repeat(50)),
    );
    return stage.server.requests.map(({ method, service }) => `${method} ${service}`);
  };
  const cache = async (): Promise<string> => {
    const folder = join(stage.cacheDir, "git");
    return join(folder, (await readdir(folder)).find((name) => name.startsWith("shop")) ?? "");
  };
  return { ...stage, read, cache };
}

const SHORT = ["POST upload-pack"];
const BY_GIT = ["GET upload-pack", "POST upload-pack"];

test.each([3, FILES])("%i contents come by one request, and git finds the store whole", async (count) => {
  const { read, cache } = await cold();
  expect(await read(count)).toEqual(SHORT);
  const packs = (await readdir(join(await cache(), "objects/pack"))).filter((name) => name.endsWith(".pack"));
  expect(packs).toHaveLength(count < 100 ? 1 : 2);
  expect(await git(await cache(), "count-objects", "-v")).toContain("garbage: 0");
});

test.each<Fault["kind"]>(["refuse-auth", "429", "500", "drop", "truncate"])(
  "git fetches when the answer is: %s",
  async (kind) => {
    const { server, read } = await cold();
    server.setFaults([{ match: "POST", kind }]);
    expect(await read(FILES)).toEqual([...SHORT, ...BY_GIT]);
  },
);

test("git fetches where the user has set how a host is reached", async () => {
  const settings = { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "http.version", GIT_CONFIG_VALUE_0: "HTTP/1.1" };
  const { read } = await cold(settings);
  expect(await read(3)).toEqual(BY_GIT);
});
