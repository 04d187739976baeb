import type { BuildState } from "../builds/ports.js";

/**
 * The one table of states. Sources: the enums of `Workflow.status` and `Job.status` in
 * https://circleci.com/docs/api/v2/ and https://circleci.com/docs/guides/orchestrate/workflows/#states.
 */
export const WORKFLOW_STATES: Readonly<Record<string, BuildState>> = {
  success: "passed",
  running: "running",
  not_run: "not-run",
  failed: "failed",
  error: "failed",
  // A job failed, and others still run or wait for a person: it cannot pass any more, however long that takes.
  failing: "failed",
  on_hold: "held",
  canceled: "cancelled",
  // Somebody without the right to its contexts began it.
  unauthorized: "failed",
};

export const JOB_STATES: Readonly<Record<string, BuildState>> = {
  success: "passed",
  running: "running",
  not_run: "not-run",
  failed: "failed",
  // Another attempt took its place.
  retried: "unknown",
  queued: "queued",
  not_running: "queued",
  infrastructure_fail: "failed",
  timedout: "failed",
  on_hold: "held",
  "terminated-unknown": "failed",
  // It waits for the jobs that it needs; what becomes of it when they fail, `jobs-of.ts` says.
  blocked: "queued",
  canceled: "cancelled",
  unauthorized: "failed",
};

export const stateOf = (table: Readonly<Record<string, BuildState>>, status: string): BuildState =>
  Object.hasOwn(table, status) ? (table[status] ?? "unknown") : "unknown";

/** `trigger.type` → the port's `cause`; anything else is handed on as it is. */
export const causeOf = (type: string): string => CAUSES.get(type) ?? type;

const CAUSES = new Map([
  ["webhook", "push"],
  ["api", "api"],
  ["explicit", "api"],
  ["scheduled_pipeline", "schedule"],
  ["schedule", "schedule"],
]);
