import type { Verdict } from "@signalbox/release-core";
import type { JobExecution, JobsReport } from "../jobs/jobs-report.js";
import { shownSpan } from "../shown-span.js";
import type { JobsIdleInput } from "./input.js";

export interface JobsIdleEvidence {
  readonly reports: readonly JobsReport[];
  /** How many executions count: all but acknowledged orphans. */
  readonly counting: number;
  /** How many looks in a row found nothing that counts. */
  readonly cleanPolls: number;
  /** ISO 8601: when the first look was, for the deadline. */
  readonly since: string;
  /** ISO 8601: when this look was. */
  readonly checkedAt: string;
}

/** Looks that are further apart are no longer in a row: the run was stopped in between. */
const APART = { polls: 5, leastMs: 60_000 };

/** What was seen → whether a restart would kill anything. Pure; `previous` counts the clean looks and holds the time. */
export function judge(
  { cleanPolls: wanted, pollMs, deadlineMs }: JobsIdleInput,
  reports: readonly JobsReport[],
  now: Date,
  previous?: Verdict<JobsIdleEvidence>,
): Verdict<JobsIdleEvidence> {
  const before = previous?.status === "wait" && isInARow(previous.evidence, pollMs, now) ? previous.evidence : null;
  const since = (previous?.status === "wait" ? previous.evidence.since : undefined) ?? now.toISOString();
  const executions = reports.flatMap((report) => report.executions);
  const unlisted = reports.reduce((sum, { total, executions: listed }) => sum + total - listed.length, 0);
  const counted = executions.filter(({ acknowledged }) => acknowledged === null);
  const counting = counted.length + unlisted;
  const cleanPolls = counting === 0 ? (before?.cleanPolls ?? 0) + 1 : 0;
  const evidence = { reports, counting, cleanPolls, since, checkedAt: now.toISOString() };
  const waived = executions.length - counted.length;
  const besides =
    (waived === 0 ? "" : `, ${waived} acknowledged as orphan${waived === 1 ? "" : "s"}`) + doubtsOf(reports);
  if (counting === 0 && cleanPolls >= wanted) {
    const looks = wanted === 1 ? "one look" : `${wanted} looks in a row`;
    return { status: "pass", reason: `No job is running, by ${looks}${besides}.`, evidence };
  }
  const reason =
    counting === 0
      ? `No job is running, by ${cleanPolls} of ${wanted} looks${besides}.`
      : `${told(counted, unlisted, now)}${besides}.`;
  if (counting > 0 && unlisted === 0 && counted.every(({ state }) => state === "orphan")) {
    const hint =
      "Nobody works on them, so waiting does not help. Acknowledge each by its id with a reason, or end it with the SQL given.";
    return { status: "block", reason, hint, evidence };
  }
  const waitedMs = now.getTime() - Date.parse(since);
  if (deadlineMs !== null && deadlineMs !== undefined && waitedMs >= deadlineMs) {
    const hint =
      "Wait for another time, ask who started them, or look at `signalbox jobs --explain`; nothing was stopped.";
    return { status: "block", reason: `${reason} That is after ${shownSpan(waitedMs)} of waiting.`, hint, evidence };
  }
  // The last look of a long wait is at its deadline; clean looks stay as far apart as they are to be.
  const leftMs = counting === 0 ? Infinity : (deadlineMs ?? Infinity) - waitedMs;
  return { status: "wait", reason, retryAfterMs: Math.min(pollMs, leftMs), evidence };
}

const isInARow = ({ checkedAt }: JobsIdleEvidence, pollMs: number, now: Date): boolean =>
  now.getTime() - Date.parse(checkedAt) <= Math.max(APART.polls * pollMs, APART.leastMs);

const SHOWN = 3;

function told(executions: readonly JobExecution[], unlisted: number, now: Date): string {
  const rest = Math.max(0, executions.length - SHOWN) + unlisted;
  const shown = executions.slice(0, SHOWN).map((execution) => shownExecution(execution, now));
  const more = shown.length === 0 ? `${rest} jobs that are not listed` : `and ${rest} more`;
  return [...shown, ...(rest > 0 ? [more] : [])].join("; ");
}

/** What a reader of "no job is running" must hear with it: in a train nobody sees the warnings of the evidence. */
function doubtsOf(reports: readonly JobsReport[]): string {
  const isSaidBy = (code: string) => (report: JobsReport) => report.warnings.some((warning) => warning.code === code);
  const doubts = [
    reports.every(isSaidBy("never-used")) ? "none was ever seen there: is it the right database?" : "",
    reports.some(isSaidBy("standby")) ? "by a standby, which may be behind its primary" : "",
  ].filter((doubt) => doubt !== "");
  return doubts.length === 0 ? "" : ` (${doubts.join("; ")})`;
}

function shownExecution({ id, job, state, ...rest }: JobExecution, now: Date): string {
  const { startedBy, runningForMs, progress, expectedEndAt } = rest;
  const leftMs = expectedEndAt === null ? null : Date.parse(expectedEndAt) - now.getTime();
  const parts = [
    `${job} ${id}${state === "running" ? "" : ` (${state})`}`,
    startedBy === null ? "" : `of ${startedBy}`,
    runningForMs === null ? "" : `for ${shownSpan(runningForMs)}`,
    progress === null ? "" : `${progress.done}${progress.total === null ? "" : ` of ${progress.total}`} done`,
    leftMs === null || leftMs <= 0 || state !== "running" ? "" : `expected to end in ${shownSpan(leftMs)}`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}
