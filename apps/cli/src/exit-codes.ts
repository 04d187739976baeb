import { isReleaseError } from "@signalbox/release-core";

/** The exit codes that scripts may rely on. */
export const EXIT = {
  ok: 0,
  failure: 1,
  usage: 2,
  waiting: 3,
  blocked: 4,
  conflict: 5,
  locked: 6,
  /** With `--detailed-exitcode`: there is something to do. */
  somethingToDo: 10,
  aborted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Every error code that does not mean plain failure. This table is the only place where a code becomes a number. */
const BY_CODE: Readonly<Record<string, ExitCode>> = {
  ERR_USAGE: EXIT.usage,
  ERR_NEEDS_YES: EXIT.usage,
  ERR_CONFIG_INVALID: EXIT.usage,
  ERR_CONFIG_NOT_FOUND: EXIT.usage,
  ERR_CONFIG_UNREADABLE: EXIT.usage,
  ERR_FILE_EXISTS: EXIT.usage,
  ERR_INPUT_INVALID: EXIT.usage,
  ERR_PLAN_UNREADABLE: EXIT.usage,
  ERR_TRAIN_INVALID: EXIT.usage,
  ERR_TRAIN_NOT_FOUND: EXIT.usage,
  ERR_TRAIN_UNKNOWN: EXIT.usage,
  ERR_RUN_ID_INVALID: EXIT.usage,
  ERR_RUN_NOT_FOUND: EXIT.usage,
  ERR_RUN_NOT_CHOSEN: EXIT.usage,
  ERR_RUN_ENDED: EXIT.usage,
  ERR_NOT_WAITING: EXIT.usage,
  ERR_ITEM_UNKNOWN: EXIT.usage,
  ERR_REASON_MISSING: EXIT.usage,
  ERR_JOBS_ENGINE_UNKNOWN: EXIT.usage,
  ERR_GATE_BLOCKED: EXIT.blocked,
  ERR_GATE_TIMEOUT: EXIT.blocked,
  ERR_APPROVAL_REJECTED: EXIT.blocked,
  ERR_NOT_APPROVER: EXIT.blocked,
  ERR_PULL_REQUEST_BLOCKED: EXIT.blocked,
  ERR_PULL_REQUEST_CLOSED: EXIT.blocked,
  ERR_PULL_REQUEST_HEAD_MOVED: EXIT.conflict,
  ERR_PULL_REQUEST_NOT_MERGEABLE: EXIT.conflict,
  ERR_MERGE_CONFLICT: EXIT.conflict,
  ERR_PLAN_STALE: EXIT.conflict,
  ERR_PLAN_TAMPERED: EXIT.conflict,
  ERR_APPROVAL_STALE: EXIT.conflict,
  ERR_TRAIN_CHANGED: EXIT.conflict,
  ERR_ALREADY_DECIDED: EXIT.conflict,
  ERR_RUN_LOCKED: EXIT.locked,
  ERR_RUN_OPEN: EXIT.locked,
  ERR_CACHE_LOCKED: EXIT.locked,
  ERR_HOST_LOCKED: EXIT.locked,
  ERR_PLAY_LOCKED: EXIT.locked,
  ERR_PLAY_REVIEW_RUNNING: EXIT.waiting,
  ERR_PLAY_SUPERSEDES: EXIT.blocked,
  ERR_PLAY_RELEASE_HALTED: EXIT.blocked,
  ERR_DATABASE_NOT_NAMED: EXIT.usage,
  ERR_DATABASE_ADDRESS: EXIT.usage,
  ERR_NOT_ORPHANED: EXIT.blocked,
  ERR_DUMP_FILE_TAKEN: EXIT.conflict,
  ERR_DRILL_RUNNING: EXIT.locked,
  ERR_CHANNEL_UNKNOWN: EXIT.usage,
  ERR_CHANNEL_INVALID: EXIT.usage,
  ERR_SENT_ELSEWHERE: EXIT.locked,
  ERR_SENT_UNKNOWN: EXIT.blocked,
  ERR_KEY_USED: EXIT.conflict,
  ERR_CHANNEL_BUSY: EXIT.waiting,
  ERR_CI_NOT_CONFIGURED: EXIT.usage,
  ERR_CI_SEVERAL_BUILDS: EXIT.usage,
  ERR_CI_SEVERAL_JOBS: EXIT.usage,
  ERR_CI_BUILD_RUNNING: EXIT.waiting,
  ERR_CI_BUILD_OLD: EXIT.blocked,
  ERR_CI_BUILD_OTHER: EXIT.conflict,
  ERR_CI_HEAD_MOVED: EXIT.conflict,
  ERR_CI_JOBS_NOT_PASSED: EXIT.blocked,
  ERR_CI_NO_BUILD: EXIT.blocked,
  ERR_CI_NO_JOB: EXIT.blocked,
  ERR_CI_NOT_HELD: EXIT.blocked,
  ERR_CI_PARAMETERS: EXIT.blocked,
  ERR_CI_PARAMETERS_UNKNOWN: EXIT.blocked,
  ERR_CI_APPROVED: EXIT.blocked,
  ERR_ABORTED: EXIT.aborted,
};

/** Problems of a plan which say that something could not even be looked at: no gate and no finding stopped it. */
const UNSEEN: ReadonlySet<string> = new Set([
  "ERR_REMOTE_UNREACHABLE",
  "ERR_REMOTE_AUTH",
  "ERR_REPOSITORY_NOT_FOUND",
  "ERR_REPOSITORY_OWNER",
  "ERR_REPOSITORY_SHALLOW",
  "ERR_LOCATION_UNSUPPORTED",
  "ERR_OBJECT_MISSING",
  "ERR_ENGINE_LIMIT",
  "ERR_GIT_FAILED",
  "ERR_GIT_NOT_USABLE",
  "ERR_CACHE_LOCKED",
  "ERR_CACHE_UNWRITABLE",
  "ERR_UNEXPECTED",
  "ERR_TOO_MANY_UNREACHABLE",
  "ERR_CI_UNREACHABLE",
  "ERR_CI_REFUSED",
  "ERR_CI_NOT_FOUND",
  "ERR_CI_LIMIT",
  "ERR_CI_ANSWER",
  "ERR_HOST_AUTH",
  "ERR_HOST_KEY_UNKNOWN",
  "ERR_HOST_KEY_CHANGED",
]);

/** The exit code of anything thrown. */
export function exitCodeOf(error: unknown): ExitCode {
  if (!isReleaseError(error)) return EXIT.failure;
  return exitCodeOfError(error.code, error.details);
}

/** The same for an error that was read from a journal. */
export function exitCodeOfError(code: string, details: unknown): ExitCode {
  if (code === "ERR_PLAN_HAS_PROBLEMS" || code === "ERR_TRAIN_HAS_PROBLEMS")
    return exitCodeOfProblems(problemsOf(details));
  return BY_CODE[code] ?? EXIT.failure;
}

/** A plan that cannot be done: 5 with a conflict among its problems, 6 for nothing but locks, 2 for nothing but usage, 1 for nothing but failures, else 4. */
export function exitCodeOfProblems(problems: readonly { readonly code: string }[]): ExitCode {
  if (problems.length === 0) return EXIT.ok;
  if (problems.some(({ code }) => BY_CODE[code] === EXIT.conflict)) return EXIT.conflict;
  if (problems.every(({ code }) => BY_CODE[code] === EXIT.locked)) return EXIT.locked;
  if (problems.every(({ code }) => BY_CODE[code] === EXIT.usage)) return EXIT.usage;
  return problems.every(({ code }) => UNSEEN.has(code)) ? EXIT.failure : EXIT.blocked;
}

function problemsOf(details: unknown): readonly { readonly code: string }[] {
  const problems = (details as { problems?: unknown } | null)?.problems;
  return Array.isArray(problems) ? (problems as { code: string }[]) : [{ code: "" }];
}
