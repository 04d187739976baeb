import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { ReleaseEvent } from "@signalbox/release-core";
import { type Fault, gitEnvironment, type History } from "@signalbox/testbed";
import { expect, test } from "vitest";
import { nativeRepositories } from "../../src/index.js";
import { git, scene } from "../scene.js";

// The first fetch of a remote over HTTP: two requests of our own, or git's.

const OURS = ["POST upload-pack", "POST upload-pack"];
const BY_GIT = ["GET upload-pack", "POST upload-pack", "POST upload-pack"];

function tell(story: History): void {
  story.tag("v1.0.0", story.commit("main"), "the first");
  story.branch("dev", "main");
  story.commits("main", 3);
  story.merge("main", "dev");
}

async function opened(faults: readonly Fault[] = [], env: Record<string, string> = {}) {
  const stage = await scene(tell);
  stage.server.setFaults(faults);
  const events: ReleaseEvent[] = [];
  const house = nativeRepositories({ cacheDir: stage.cacheDir, env: gitEnvironment(env) });
  const repository = await house.open(stage.url, { onEvent: (event) => events.push(event) });
  const requests = stage.server.requests.map(({ method, service }) => `${method} ${service}`);
  stage.server.setFaults([]);
  const folder = join(stage.cacheDir, "git");
  const cache = join(folder, (await readdir(folder)).find((name) => name.startsWith("shop")) ?? "");
  return { ...stage, repository, requests, cache, events };
}

const FORMAT = ["for-each-ref", "--format=%(refname) %(objectname) %(*objectname)"];

test("two requests bring everything but contents, as git would have it", async () => {
  const { repository, requests, cache, bare, events } = await opened();
  expect(requests).toEqual(OURS);
  expect(await repository.mainline()).toBe("refs/heads/main");
  expect(await git(cache, ...FORMAT)).toBe(await git(bare, ...FORMAT));
  const kinds = await git(cache, "cat-file", "--batch-all-objects", "--batch-check=%(objecttype)");
  expect([...new Set(kinds.split("\n"))].sort()).toEqual(["commit", "tag", "tree"]);
  const packs = await readdir(join(cache, "objects/pack"));
  expect(packs.filter((name) => name.endsWith(".promisor"))).toHaveLength(1);
  expect(events.some((event) => event.type === "progress" && event.message.startsWith("Receiving"))).toBe(true);
});

test.each<readonly [Fault["kind"], number, number]>([
  ["refuse-auth", 1, 0],
  ["drop", 1, 0],
  ["500", 2, 1],
  ["drop", 2, 1],
  ["truncate", 2, 1],
])("%s of request %i leaves it to git", async (kind, nth, before) => {
  const { repository, requests, cache, bare } = await opened([{ match: "POST", nth, kind }]);
  expect(requests.slice(before + 1).sort()).toEqual([...BY_GIT, ...BY_GIT.slice(0, 2)].sort()); // fetch, and ls-remote
  expect(await repository.mainline()).toBe("refs/heads/main");
  expect(await git(cache, ...FORMAT)).toBe(await git(bare, ...FORMAT));
});

test("what the user has set for git is left to git", async () => {
  const { requests } = await opened([], {
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: "http.version",
    GIT_CONFIG_VALUE_0: "HTTP/1.1",
  });
  expect(requests).toHaveLength(5);
});

test("the default branch comes with every short question", async () => {
  const { repository, server, bare } = await opened();
  await git(bare, "symbolic-ref", "HEAD", "refs/heads/dev");
  server.clearRequests();
  await repository.refresh();
  await repository.refresh();
  expect(await repository.mainline()).toBe("refs/heads/dev");
  expect(server.requests.every(({ method }) => method === "POST")).toBe(true);
});

test("a remote that is itself a shallow clone is refused", async () => {
  const { server, root, cacheDir, bare } = await scene(tell);
  await git(root, "clone", "-q", "--bare", "--depth=1", `file://${bare}`, "remotes/cut.git");
  const house = nativeRepositories({ cacheDir, env: gitEnvironment() });
  await expect(house.open(server.urlOf("cut.git"))).rejects.toMatchObject({ code: "ERR_REPOSITORY_SHALLOW" });
});
