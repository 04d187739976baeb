import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { createBareRepository, gitText, runGit, startGitServer } from "../../src/index.js";
import { commitEmpty, scratch } from "../scratch.js";

async function protectedRepository() {
  const root = await scratch();
  const path = await createBareRepository(root, "saltlike", {
    defaultBranch: "dev",
    protected: ["dev", "test", "held"],
    reviewers: ["rev"],
  });
  const head = await commitEmpty(path, "dev", "first");
  await commitEmpty(path, "test", "first");
  const server = await startGitServer({ root, users: { ada: "one", rev: "two" } });
  onTestFinished(() => server.close());
  await runGit(root, ["clone", "--quiet", server.urlOf("saltlike"), "work"]);
  const work = join(root, "work");
  await commitEmpty(work, "dev", "second");
  return { path, work, head, url: server.urlOf("saltlike", "ada"), reviewerUrl: server.urlOf("saltlike", "rev") };
}

describe("protected branches", () => {
  test.each([
    ["a push", ["refs/heads/dev:refs/heads/dev"]],
    ["a forced push", ["+refs/heads/dev:refs/heads/test"]],
    ["a deletion", [":refs/heads/test"]],
    ["a creation", ["refs/heads/dev:refs/heads/held"]],
  ])("%s is refused, in words like GitHub's", async (_, refspecs) => {
    const { path, work, url } = await protectedRepository();
    const before = await gitText(path, ["for-each-ref"]);
    await expect(runGit(work, ["push", url, ...refspecs])).rejects.toThrow(/protected branch hook declined/);
    expect(await gitText(path, ["for-each-ref"])).toBe(before);
  });

  test("the other refs of the same push go through", async () => {
    const { path, work, url, head } = await protectedRepository();
    const push = runGit(work, ["push", url, "refs/heads/dev:refs/heads/dev", "refs/heads/dev:refs/heads/update-test"]);
    await expect(push).rejects.toThrow(/declined/);
    expect(await gitText(path, ["rev-parse", "refs/heads/dev"])).toBe(head);
    expect(await gitText(path, ["rev-parse", "refs/heads/update-test"])).toBe(
      await gitText(work, ["rev-parse", "dev"]),
    );
  });

  test("a tag of the same name is not the branch; a reviewer may push", async () => {
    const { path, work, url, reviewerUrl } = await protectedRepository();
    await runGit(work, ["push", "--quiet", url, "refs/heads/dev:refs/tags/dev"]);
    await runGit(work, ["push", "--quiet", reviewerUrl, "refs/heads/dev:refs/heads/dev"]);
    expect(await gitText(path, ["rev-parse", "refs/heads/dev"])).toBe(
      await gitText(work, ["rev-parse", "refs/heads/dev"]),
    );
  });
});
