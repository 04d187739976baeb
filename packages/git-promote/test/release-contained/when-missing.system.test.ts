import { describe, expect, test } from "vitest";
import { releaseContained } from "../../src/index.js";
import { serveLines, withFix } from "../back-merge/release-lines.js";

describe("a repository that the release left out", () => {
  test("is refused by default, and named by near names", async () => {
    const { repository, repositories, merge167 } = await serveLines(withFix);
    await expect(releaseContained({ repositories }).check({ repository, earlier: "9.9" })).rejects.toMatchObject({
      code: "ERR_REVISION_MISSING",
    });
    const plan = await merge167.plan({ repository, from: "9.9" });
    expect(plan.problems.map(({ code }) => code)).toEqual(["ERR_BRANCH_MISSING"]);
  });

  test("passes, and gets a warning, where that may be", async () => {
    const { repository, repositories, merge167 } = await serveLines(withFix);
    const verdict = await releaseContained({ repositories }).check({ repository, earlier: "9.9", whenMissing: "skip" });
    expect(verdict).toMatchObject({ status: "pass", evidence: { absent: "9.9" } });
    const plan = await merge167.plan({ repository, from: "9.9", whenMissing: "skip" });
    expect(plan).toMatchObject({ actions: [], problems: [], warnings: [{ code: "release-branch-missing" }] });
  });

  test("does not hide that a branch which is there is not merged", async () => {
    const { repository, repositories } = await serveLines(withFix);
    const verdict = await releaseContained({ repositories }).check({
      repository,
      earlier: "16.7",
      whenMissing: "skip",
    });
    expect(verdict.status).toBe("block");
  });
});
