import { gitEnvironment } from "@signalbox/testbed";
import { expect, test } from "vitest";
import { isomorphicRepositories, nativeRepositories } from "../src/index.js";
import { git, scene } from "./scene.js";

/** The whole contract is a system test; this one tells within a second that an engine works at all. */
test.each([
  ["native", (cacheDir: string) => nativeRepositories({ cacheDir, env: gitEnvironment() })],
  ["isomorphic", (cacheDir: string) => isomorphicRepositories({ cacheDir })],
])("the %s engine clones, merges and pushes", async (_, house) => {
  const stage = await scene((story) => {
    story.commit("main", { files: { a: "a\n", b: "b\n" } });
    story.branch("prod", "main");
    story.commit("main", { files: { a: "new\n" } });
    story.commit("prod", { files: { b: "hotfix\n" } });
  });
  const repository = await house(stage.cacheDir).open(stage.url);
  const [main, prod] = [stage.oidOf("main"), stage.oidOf("prod")];
  expect((await repository.compare(prod, main)).onlyRight.map((each) => each.commit)).toEqual([main]);
  const { tree } = await repository.mergeTrees(prod, main);
  const by = { name: "Ada", email: "ada@example.org" };
  const fields = { tree: tree ?? "", parents: [prod, main], message: "Promote", by, at: 1_700_000_000 };
  const oid = await repository.makeCommit(fields);
  expect(await repository.pushRef({ ref: "refs/heads/update-prod", oid, expected: null })).toEqual({ status: "done" });
  expect(await git(stage.bare, "show", "update-prod:a", "update-prod:b")).toBe("new\nhotfix");
});
