import { expect, test } from "vitest";
import { branchHead } from "../../src/branch-head/branch-head.js";
import { serveRepository, twoChanges } from "../served-repository.js";

test("says where a branch stands, and the mainline where none is named", async () => {
  const { repository, repositories, at } = await serveRepository(twoChanges);
  const head = await branchHead(repositories, { repository, branch: "test" });
  expect(head).toMatchObject({ branch: "test", ref: "refs/heads/test", commit: await at("refs/heads/test") });
  expect(await branchHead(repositories, { repository })).toMatchObject({ branch: "dev" });
});

test("names branches that are near the missing one", async () => {
  const { repository, repositories } = await serveRepository(twoChanges);
  await expect(branchHead(repositories, { repository, branch: "prdo" })).rejects.toMatchObject({
    code: "ERR_BRANCH_MISSING",
    hint: expect.stringContaining("prod"),
  });
});
