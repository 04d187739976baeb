import type { Verdict } from "@signalbox/release-core";
import { expect, test } from "vitest";
import type { JobExecution, JobsReport } from "../../src/jobs/jobs-report.js";
import { input } from "../../src/jobs-idle/input.js";
import { judge, type JobsIdleEvidence } from "../../src/jobs-idle/judge.js";

const T0 = Date.parse("2026-11-22T12:00:00Z");
const execution: JobExecution = {
  id: "7",
  job: "importJob",
  state: "running",
  startedAt: new Date(T0 - 600_000).toISOString(),
  runningForMs: 600_000,
  startedBy: "anna",
  progress: { done: 250, total: 1000 },
  expectedEndAt: new Date(T0 + 300_000).toISOString(),
  evidence: [],
  acknowledged: null,
  recovery: [],
};
const orphan: JobExecution = { ...execution, id: "8", state: "orphan" };
const acknowledged = { ...orphan, acknowledged: { by: "anna", reason: "burnt down", at: "2026-11-22T11:00:00Z" } };
const report = (executions: readonly JobExecution[], total = executions.length): JobsReport => ({
  engine: "spring-batch",
  description: "Spring Batch 5 or newer",
  executions,
  total,
  warnings: [],
  checkedAt: new Date(T0).toISOString(),
  databaseTime: new Date(T0).toISOString(),
});

/** One look after the other, `everyMs` apart. */
function looks(
  executions: readonly (readonly JobExecution[])[],
  given: Partial<typeof input._input> = {},
  everyMs = 10_000,
): Verdict<JobsIdleEvidence>[] {
  const verdicts: Verdict<JobsIdleEvidence>[] = [];
  const parsed = input.parse({ database: "main", ...given });
  for (const [index, seen] of executions.entries()) {
    verdicts.push(judge(parsed, [report(seen)], new Date(T0 + index * everyMs), verdicts.at(-1)));
  }
  return verdicts;
}
const statuses = (verdicts: readonly Verdict[]): string[] => verdicts.map(({ status }) => status);

test("says who runs what, for how long, how far, and until when", () => {
  const [verdict] = looks([[execution]]);
  expect(verdict).toMatchObject({
    status: "wait",
    retryAfterMs: 10_000,
    reason: "importJob 7 of anna for 10 min 250 of 1000 done expected to end in 5 min.",
  });
  const nameless = { ...execution, startedBy: null, progress: null, runningForMs: null, expectedEndAt: null };
  const many = looks([["1", "2", "3", "4"].map((id) => ({ ...nameless, id, state: "suspect" as const }))])[0];
  expect(many?.reason).toBe("importJob 1 (suspect); importJob 2 (suspect); importJob 3 (suspect); and 1 more.");
});

test("passes after so many clean looks in a row, and counts anew when a job begins between them", () => {
  expect(statuses(looks([[], []]))).toEqual(["wait", "pass"]);
  expect(statuses(looks([[]], { cleanPolls: 1 }))).toEqual(["pass"]);
  expect(statuses(looks([[], [execution], [], []]))).toEqual(["wait", "wait", "wait", "pass"]);
});

test("looks that are days apart are not in a row", () => {
  expect(statuses(looks([[], [], []], {}, 3 * 86_400_000))).toEqual(["wait", "wait", "wait"]);
});

test("does not count acknowledged orphans; others block, since waiting does not end them", () => {
  expect(looks([[acknowledged]], { cleanPolls: 1 })[0]).toMatchObject({
    status: "pass",
    reason: "No job is running, by one look, 1 acknowledged as orphan.",
  });
  expect(statuses(looks([[orphan]]))).toEqual(["block"]);
  expect(statuses(looks([[orphan, execution], [orphan]]))).toEqual(["wait", "block"]);
  expect(statuses(looks([[{ ...orphan, state: "suspect" }]]))).toEqual(["wait"]);
});

test("counts what is not listed", () => {
  const verdict = judge(input.parse({ database: "main", cleanPolls: 1 }), [report([acknowledged], 3)], new Date(T0));
  expect(verdict).toMatchObject({
    status: "wait",
    reason: "2 jobs that are not listed, 1 acknowledged as orphan.",
    evidence: { counting: 2 },
  });
  const more = judge(input.parse({ database: "main" }), [report([execution], 2)], new Date(T0));
  expect(more.reason).toMatch(/; and 1 more\.$/);
});

test.each([
  [["never-used"], "No job is running, by one look (none was ever seen there: is it the right database?)."],
  [["standby"], "No job is running, by one look (by a standby, which may be behind its primary)."],
  [["clock-skew"], "No job is running, by one look."],
])("passes, and says in the reason what makes it doubtful: %s", (codes, reason) => {
  const doubtful = { ...report([]), warnings: codes.map((code) => ({ code, message: "…", hint: "…" })) };
  const given = input.parse({ database: "main", cleanPolls: 1 });
  expect(judge(given, [doubtful], new Date(T0))).toMatchObject({ status: "pass", reason });
  if (codes.includes("never-used"))
    expect(judge(given, [doubtful, report([])], new Date(T0)).reason, "another engine was used there").toBe(
      "No job is running, by one look.",
    );
});

test("sleeps no longer than until the deadline while a job runs, and leaves clean looks apart", () => {
  const sleeps = (executions: readonly (readonly JobExecution[])[]) =>
    looks(executions, { deadlineMs: 12_000 }).map((verdict) => verdict.status === "wait" && verdict.retryAfterMs);
  expect(sleeps([[execution], [execution], [execution]])).toEqual([10_000, 2_000, false]);
  expect(sleeps([[]])).toEqual([10_000]);
});

test("blocks at the deadline, counted from the first look also over a pause", () => {
  const busy = looks([[execution], [execution], [execution]], { deadlineMs: 20_000 });
  expect(statuses(busy)).toEqual(["wait", "wait", "block"]);
  expect(busy[2]?.reason).toContain("That is after 20 s of waiting.");
  expect(statuses(looks([[execution], [execution]], { deadlineMs: 3_600_000 }, 86_400_000))).toEqual(["wait", "block"]);
  expect(statuses(looks([[execution]], { deadlineMs: 0 }))).toEqual(["block"]);
  expect(statuses(looks([[]], { deadlineMs: 0, cleanPolls: 1 }))).toEqual(["pass"]);
});
