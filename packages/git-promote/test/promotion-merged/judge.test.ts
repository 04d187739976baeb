import { describe, expect, test } from "vitest";
import { judge } from "../../src/promotion-merged/judge.js";
import type { MergedFacts } from "../../src/promotion-merged/promotion-merged.js";

const given = { repository: "r", from: "test", to: "prod", review: null, promoted: null, pollMs: 15_000 };
const now = new Date("2026-03-02T09:00:00Z");
const ref = "refs/heads/update-prod";
const waiting: MergedFacts = {
  promoted: "a".repeat(40),
  named: true,
  target: "b".repeat(40),
  to: "prod",
  contained: false,
  squashed: false,
  listedAgain: 0,
  review: { ref, head: "c".repeat(40), holdsPromoted: true },
  limits: [],
};

describe("promotion-merged", () => {
  test.each<[string, Partial<MergedFacts>, string]>([
    ["the target contains it", { contained: true }, "pass"],
    ["it was squashed", { squashed: true }, "pass"],
    ["the review branch waits", {}, "wait"],
    ["the review branch is gone", { review: { ref, head: null, holdsPromoted: false } }, "block"],
    ["the review branch was moved", { review: { ref, head: "d".repeat(40), holdsPromoted: false } }, "block"],
    [
      "the source moved on, and no commit was named",
      { named: false, review: { ref, head: "d".repeat(40), holdsPromoted: false } },
      "wait",
    ],
  ])("%s", (_, facts, status) => {
    expect(judge(given, { ...waiting, ...facts }, now).status).toBe(status);
  });

  test("says since when it waits, also at the next look", () => {
    const first = judge(given, waiting, now);
    const second = judge(given, waiting, new Date(now.getTime() + 60_000), first);
    expect(first).toMatchObject({ retryAfterMs: 15_000, evidence: { waitingSince: now.toISOString() } });
    expect(second.evidence.waitingSince).toBe(now.toISOString());
  });

  test("names what this git engine cannot say, and waits only for a review branch that is there", () => {
    const limits = ["They were merged into each other."];
    const gone = judge(given, { ...waiting, limits, review: { ref, head: null, holdsPromoted: false } }, now);
    expect(gone).toMatchObject({ status: "block", hint: expect.stringContaining("Install git") as string });
    const there = judge(given, { ...waiting, limits }, now);
    expect(there.status).toBe("wait");
    for (const { reason } of [gone, there]) expect(reason).toContain("as a squash: They were merged into each other.");
  });

  test("a squash is in the evidence", () => {
    expect(judge(given, { ...waiting, squashed: true }, now).evidence.squashed).toBe(true);
  });
});
