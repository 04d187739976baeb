import type { JobsIdleEvidence } from "@signalbox/db-guard";
import type { Verdict } from "@signalbox/release-core";

/** `jobs --json`: one document, also where a database has the tables of several engines. */
export function jobsDocument(verdict: Verdict<JobsIdleEvidence>): object {
  const { reports } = verdict.evidence;
  const [first] = reports;
  return {
    format: 1,
    verdict: verdict.status,
    reason: verdict.reason,
    engine: reports.map(({ engine }) => engine).join(", "),
    executions: reports.flatMap(({ engine, executions }) => executions.map((one) => ({ engine, ...one }))),
    total: reports.reduce((sum, { total }) => sum + total, 0),
    warnings: reports.flatMap(({ warnings }) => warnings),
    checkedAt: first?.checkedAt ?? verdict.evidence.checkedAt,
    databaseTime: first?.databaseTime ?? null,
  };
}
