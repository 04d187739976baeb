import { describe, expect, onTestFinished, test } from "vitest";
import { createBareRepository, gitText, history, mergeReviewBranch, runGit, startReviewer } from "../../src/index.js";
import { eventually, scratch } from "../scratch.js";

const by = { name: "Rewa", email: "rewa@kea.example" };
const at = new Date("2026-03-02T10:00:00Z");

/** prod one commit behind test; update-prod is test. With `clash` both changed one file. */
async function waiting(clash = false) {
  const root = await scratch();
  const path = await createBareRepository(root, "saltlike", { protected: ["prod"] });
  const h = history({ seed: 1, endAt: new Date("2026-03-01T09:00:00Z") });
  h.commit("prod", { files: { pin: "1\n", other: "1\n" } });
  h.branch("update-prod", "prod");
  h.commit("update-prod", { subject: "Update modem to 2", files: { pin: "2\n" } });
  h.commit("prod", { files: { [clash ? "pin" : "other"]: "3\n" } });
  h.branch("unrelated", "prod");
  h.branch("held", "prod");
  h.commit("held", { subject: "Add a note", files: { note: "1\n" } });
  await h.write(path);
  const git = (...args: string[]): Promise<string> => gitText(path, args);
  return {
    root,
    path,
    git,
    order: { root, repository: "saltlike", review: "update-prod", into: "prod", by, at } as const,
  };
}

describe("mergeReviewBranch", () => {
  test("merge makes a commit with both parents, by the person and at the time given", async () => {
    const { git, order } = await waiting();
    const { before, reviewed, after } = await mergeReviewBranch({ ...order, method: "merge", number: 7 });
    expect(await git("log", "-1", "--format=%H|%P|%an|%cn|%ct|%s", "prod")).toBe(
      `${after}|${before} ${reviewed}|Rewa|Rewa|${at.getTime() / 1000}|Merge pull request #7 from update-prod`,
    );
    expect([await git("show", "prod:pin"), await git("show", "prod:other")]).toEqual(["2", "3"]);
  });

  test("squash makes one commit with one parent and the same tree as the merge", async () => {
    const { git, order } = await waiting();
    const { before, after } = await mergeReviewBranch({ ...order, method: "squash", deleteBranch: true });
    expect(await git("log", "-1", "--format=%H|%P|%s", "prod")).toBe(`${after}|${before}|Update modem to 2 (#1)`);
    expect(await git("for-each-ref", "refs/heads/update-prod")).toBe("");
  });

  test("fast-forward moves the branch, or refuses", async () => {
    const { git, order, path } = await waiting();
    await expect(mergeReviewBranch({ ...order, method: "fast-forward" })).rejects.toMatchObject({
      code: "ERR_TESTBED_REVIEW_NOT_FAST_FORWARD",
    });
    await runGit(path, ["update-ref", "refs/heads/prod", await git("rev-parse", "update-prod~1")]);
    const { after } = await mergeReviewBranch({ ...order, method: "fast-forward" });
    expect(after).toBe(await git("rev-parse", "update-prod"));
  });

  test("a conflict or a missing branch changes nothing", async () => {
    const { git, order } = await waiting(true);
    const before = await git("for-each-ref");
    await expect(mergeReviewBranch({ ...order, method: "merge" })).rejects.toMatchObject({
      code: "ERR_TESTBED_REVIEW_CONFLICT",
      details: { paths: ["pin"] },
    });
    await expect(mergeReviewBranch({ ...order, review: "absent", method: "merge" })).rejects.toMatchObject({
      code: "ERR_TESTBED_REVIEW_MISSING",
    });
    expect(await git("for-each-ref")).toBe(before);
  });
});

describe("startReviewer", () => {
  test("merges what is there and what appears later, each state once", async () => {
    const { root, path, git } = await waiting();
    const rules = [
      { repository: "saltlike", review: "update-prod", into: "prod", method: "merge" },
      { repository: "saltlike", review: "later", into: "prod", method: "squash", deleteBranch: true },
    ] as const;
    const reviewer = startReviewer({ root, rules, pollMs: 5, by, now: () => at });
    onTestFinished(() => reviewer.stop());
    await eventually(() => expect(reviewer.merged).toHaveLength(1));
    await runGit(path, ["update-ref", "refs/heads/later", await git("rev-parse", "held")]);
    await eventually(() => expect(reviewer.merged).toHaveLength(2));
    await reviewer.stop();
    expect(reviewer.failures).toEqual([]);
    expect(await git("log", "--format=%s", "-2", "prod")).toBe(
      "Add a note (#2)\nMerge pull request #1 from update-prod",
    );
    expect(await git("for-each-ref", "refs/heads/later")).toBe("");
  });

  test("a conflict is told once and does not stop the others", async () => {
    const { root } = await waiting(true);
    const rule = { repository: "saltlike", into: "prod", method: "merge" } as const;
    const rules = [
      { ...rule, review: "update-prod" },
      { ...rule, review: "unrelated" },
    ];
    const reviewer = startReviewer({ root, rules, pollMs: 1, by, now: () => at });
    await eventually(() => expect(reviewer.failures).toHaveLength(1));
    await reviewer.stop();
    expect(reviewer.failures[0]).toMatchObject({ code: "ERR_TESTBED_REVIEW_CONFLICT" });
    expect(reviewer.merged).toEqual([]);
  });
});
