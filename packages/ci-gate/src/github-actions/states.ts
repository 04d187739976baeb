import type { WorkflowJob, WorkflowRun } from "@signalbox/github";
import type { BuildState } from "../builds/ports.js";

type Standing = Pick<WorkflowRun | WorkflowJob, "status" | "conclusion">;

/**
 * The one table of states. Sources: `status` and `conclusion` in
 * https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-repository and
 * https://docs.github.com/en/rest/guides/using-the-rest-api-to-interact-with-checks.
 */
const OPEN: Readonly<Record<string, BuildState>> = {
  requested: "queued",
  queued: "queued",
  // Another run of its concurrency group comes first.
  pending: "queued",
  in_progress: "running",
};

const OVER: Readonly<Record<string, BuildState>> = {
  success: "passed",
  neutral: "passed",
  failure: "failed",
  timed_out: "failed",
  // Its file is broken.
  startup_failure: "failed",
  // GitHub gave up on it after 14 days.
  stale: "failed",
  cancelled: "cancelled",
  skipped: "not-run",
  // Of a stranger's pull request: somebody has to allow it first.
  action_required: "held",
};

/** Where a run or a job stands. `waiting`, for the rules of an environment, is for the caller to say more about. */
export function stateOf({ status, conclusion }: Standing, waiting: BuildState): BuildState {
  if (status === "waiting") return waiting;
  if (status !== "completed") return own(OPEN, status);
  return conclusion === null ? "unknown" : own(OVER, conclusion);
}

const own = (table: Readonly<Record<string, BuildState>>, word: string): BuildState =>
  Object.hasOwn(table, word) ? (table[word] ?? "unknown") : "unknown";

/** `event` → the port's `cause`; anything else is handed on as it is. */
export const causeOf = (event: string): string => CAUSES.get(event) ?? event;

const CAUSES = new Map([
  ["workflow_dispatch", "api"],
  ["repository_dispatch", "api"],
  ["pull_request", "pull-request"],
  ["pull_request_target", "pull-request"],
]);
