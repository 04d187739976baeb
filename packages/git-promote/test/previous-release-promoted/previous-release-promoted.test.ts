import { provesReadOnly } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { previousReleasePromoted } from "../../src/index.js";
import { arrivals } from "../../src/previous-release-promoted/arrivals.js";
import { judge } from "../../src/previous-release-promoted/judge.js";
import { END, serveRepository, twoChanges } from "../served-repository.js";
import { side } from "../sides.js";

const DAY_S = 86_400;
const given = { repository: "r", from: "test", to: "prod", review: null, maxAgeDays: 13 };
const seen = { to: "prod", treesEqual: false, squashes: [], review: null };
const change = (daysAgo: number) => ({
  commit: `c${daysAgo}`,
  subject: `Change of ${daysAgo} days`,
  author: "Ada",
  date: END.toISOString(),
  arrivedAt: END.getTime() / 1000 - daysAgo * DAY_S,
});

describe("judge", () => {
  test.each([
    ["nothing waits", [], false, "pass", 0],
    ["all is new", [change(1), change(12)], false, "pass", 0],
    ["exactly the limit is not too long", [change(13)], false, "pass", 0],
    ["one is overdue", [change(14), change(2)], false, "block", 1],
    ["months of backlog", [change(120), change(60), change(14)], false, "block", 3],
    ["listed again after a squash, but the trees are equal", [change(120)], true, "pass", 0],
  ] as const)("%s", (...[, changes, treesEqual, status, overdue]) => {
    const verdict = judge(given, { ...seen, treesEqual, changes }, END);
    expect([verdict.status, verdict.evidence.overdue.length]).toEqual([status, overdue]);
  });

  test("names an old review branch that nobody merged", () => {
    const review = { ref: "refs/heads/update-prod", head: "a".repeat(40), committedAt: 0 };
    const verdict = judge(given, { ...seen, changes: [change(20)], review }, END);
    expect(verdict.reason).toContain("update-prod was made for it and is not merged");
    expect(verdict.evidence.review?.date).toBe("1970-01-01T00:00:00.000Z");
  });
});

test("a commit arrives with the merge that brings it to the first-parent line", () => {
  const commits = side("a p:base q:p m:a,q b:m");
  expect(Object.fromEntries(arrivals(commits, "b"))).toEqual({ a: 1000, m: 1300, p: 1300, q: 1300, b: 1400 });
});

test("blocks on a real server, reads only, and passes with more patience", async () => {
  const { server, repository, repositories } = await serveRepository(twoChanges);
  const gate = previousReleasePromoted({ repositories });
  const now = () => END;
  const verdict = await provesReadOnly(server, () => gate.check({ repository }, { now }));
  expect(verdict).toMatchObject({
    status: "block",
    hint: expect.stringContaining("waive") as string,
    evidence: { recent: 1, overdue: [{ subject: "Update modemd to 1.1.0", waitedDays: 20 }] },
  });
  expect(await gate.check({ repository, maxAgeDays: 30 }, { now })).toMatchObject({
    status: "pass",
    evidence: { recent: 2 },
  });
});
