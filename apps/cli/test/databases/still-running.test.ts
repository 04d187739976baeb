import type { JobExecution, JobsIdleEvidence } from "@signalbox/db-guard";
import type { Verdict } from "@signalbox/release-core";
import { expect, test } from "vitest";
import { stillRunning } from "../../src/databases/still-running.js";
import { exitOfVerdict } from "../../src/databases/verdict-exit.js";

const blocked = (executions: readonly Partial<JobExecution>[], counting = executions.length) =>
  ({
    ...{ status: "block", reason: "after 2 s", hint: "…" },
    evidence: { reports: [{ executions }], counting },
  }) as unknown as Verdict<JobsIdleEvidence>;
const job = (state: JobExecution["state"], by: string | null = null): Partial<JobExecution> => ({
  state,
  acknowledged: by === null ? null : { by, reason: "gone", at: "2026-11-22T12:00:00Z" },
});

test.each([
  ["a healthy job", blocked([job("running")]), 3],
  ["a suspect, and an orphan beside it", blocked([job("suspect"), job("orphan")]), 3],
  ["more than are listed", blocked([job("orphan")], 2), 3],
  ["nothing, by too few looks", blocked([job("orphan", "anna")], 0), 3],
  ["orphans alone", blocked([job("orphan"), job("orphan", "anna")], 1), 4],
])("at the deadline there is %s", (_, verdict, code) => {
  const said = stillRunning(verdict);
  expect(exitOfVerdict(said)).toBe(code);
  expect(said.reason).toBe("after 2 s");
});
