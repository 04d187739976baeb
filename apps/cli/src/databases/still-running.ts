import type { JobsIdleEvidence } from "@signalbox/db-guard";
import type { Verdict } from "@signalbox/release-core";

/**
 * What the gate said at a person's deadline: it blocks there, for trains. Where jobs go on by themselves waiting helps,
 * only not for so long: that is `wait`. Orphans alone stay `block`.
 */
export function stillRunning(verdict: Verdict<JobsIdleEvidence>): Verdict<JobsIdleEvidence> {
  if (verdict.status !== "block") return verdict;
  const { reports, counting } = verdict.evidence;
  const orphans = reports
    .flatMap(({ executions }) => executions)
    .filter(({ state, acknowledged }) => state === "orphan" && acknowledged === null).length;
  if (counting > 0 && counting === orphans) return verdict;
  return { status: "wait", reason: verdict.reason, retryAfterMs: 0, evidence: verdict.evidence };
}
