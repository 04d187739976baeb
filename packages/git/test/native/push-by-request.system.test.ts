import { type Fault, gitEnvironment, type History } from "@signalbox/testbed";
import { expect, test } from "vitest";
import { nativeRepositories } from "../../src/index.js";
import { git, scene } from "../scene.js";

// A push over HTTP: one request of our own, or git's two.

const OURS = ["POST receive-pack"];
const BY_GIT = ["GET receive-pack", "POST receive-pack"];

function tell(story: History): void {
  story.commit("main");
  story.branch("prod", "main");
  story.commits("main", 2);
}

async function opened(env: Record<string, string> = {}) {
  const stage = await scene(tell, { protected: ["prod"] });
  const house = nativeRepositories({ cacheDir: stage.cacheDir, env: gitEnvironment(env) });
  const repository = await house.open(stage.url);
  await repository.refresh();
  const by = { name: "Ada", email: "ada@example.org" };
  const [main, prod] = [stage.oidOf("main"), stage.oidOf("prod")];
  const { tree } = await repository.mergeTrees(prod, main);
  const fields = { tree: tree ?? "", parents: [prod, main], message: "Promote", by, at: 1_767_225_600 };
  const oid = await repository.makeCommit(fields);
  stage.server.clearRequests();
  const push = (ref: string, expected: string | null) => repository.pushRef({ ref, oid, expected });
  const requests = (): string[] => stage.server.requests.map(({ method, service }) => `${method} ${service}`);
  const at = (ref: string): Promise<string> => git(stage.bare, "rev-parse", "-q", "--verify", ref).catch(() => "");
  return { ...stage, repository, oid, main, push, requests, at };
}

test("takes one request, and the cache follows without another", async () => {
  const { push, requests, at, oid, cacheDir, url } = await opened();
  expect(await push("refs/heads/update-prod", null)).toEqual({ status: "done" });
  expect(requests()).toEqual(OURS);
  expect(await at("refs/heads/update-prod")).toBe(oid);
  const again = await nativeRepositories({ cacheDir, env: gitEnvironment() }).open(url);
  expect((await again.listRefs()).find(({ name }) => name.endsWith("update-prod"))?.oid).toBe(oid);
});

test("the server compares: what is there already, what somebody else has moved, and what a hook forbids", async () => {
  const { push, requests, at, oid, main, bare } = await opened();
  await git(bare, "update-ref", "refs/heads/theirs", main);
  expect(await push("refs/heads/theirs", null)).toEqual({ status: "stale", found: main });
  expect(await push("refs/heads/theirs", oid)).toEqual({ status: "stale", found: main });
  expect(await push("refs/heads/prod", await at("refs/heads/prod"))).toMatchObject({
    status: "refused",
    reason: expect.stringMatching(/GH006: Protected branch.*hook declined/) as string,
  });
  expect(await push("refs/heads/mine", null)).toEqual({ status: "done" });
  expect(await push("refs/heads/mine", null)).toEqual({ status: "already" });
  expect(await at("refs/heads/theirs")).toBe(main);
  expect(requests().filter((each) => each.startsWith("GET receive-pack"))).toEqual([]);
});

test.each<readonly [Fault["kind"], readonly string[]]>([
  ["refuse-auth", [...OURS, ...BY_GIT]],
  ["502", [...OURS, ...BY_GIT]],
  ["drop", [...OURS, ...BY_GIT]],
  ["truncate", [...OURS, ...BY_GIT.slice(0, 1)]], // it was done, and git sees it
])("%s leaves it to git, which looks first", async (kind, expected) => {
  const { push, requests, at, oid, server } = await opened();
  server.setFaults([{ match: "git-receive-pack", kind }]);
  expect(await push("refs/heads/update-prod", null)).toEqual({ status: "done" });
  expect(requests()).toEqual(expected);
  expect(await at("refs/heads/update-prod")).toBe(oid);
});

test("what the remote has lost since it was asked is sent by git", async () => {
  const { push, requests, at, oid, bare, main, repository, server } = await opened();
  const [base = "", middle = ""] = (await git(bare, "rev-parse", `${main}~2`, `${main}~1`)).split("\n");
  await repository.patchIds([main, middle].map((to) => ({ from: base, to }))); // brings the contents here
  server.clearRequests();
  await git(bare, "update-ref", "refs/heads/main", base);
  await git(bare, "reflog", "expire", "--expire=all", "--all");
  await git(bare, "gc", "-q", "--prune=now");
  expect(await push("refs/heads/update-prod", null)).toEqual({ status: "done" });
  expect(requests()).toEqual([...OURS, ...BY_GIT]);
  expect(await at("refs/heads/update-prod")).toBe(oid);
  expect(await git(bare, "fsck", "--strict", "--no-dangling")).toBe("");
});

test("what the user has set for git is left to git", async () => {
  const env = { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "http.version", GIT_CONFIG_VALUE_0: "HTTP/1.1" };
  const { push, requests } = await opened(env);
  expect(await push("refs/heads/update-prod", null)).toEqual({ status: "done" });
  expect(requests()).toEqual(BY_GIT);
});
