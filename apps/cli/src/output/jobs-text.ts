import type { JobExecution, JobsIdleEvidence, JobsReport } from "@signalbox/db-guard";
import type { Verdict } from "@signalbox/release-core";
import { age, count, plain, type Style } from "./style.js";

interface Look {
  readonly style: Style;
  /** Evidence, and what would end it. */
  readonly isExplained: boolean;
}

/** Who runs what, for how long, and why it is judged so. */
export function jobsText(verdict: Verdict<JobsIdleEvidence>, look: Look): string {
  const { style } = look;
  const { reports, counting } = verdict.evidence;
  const head =
    verdict.status === "pass"
      ? style.green(plain(verdict.reason))
      : counting === 0
        ? style.yellow(plain(verdict.reason))
        : `${style.bold(`${count(counting, "job")} would be killed by a restart`)}`;
  const lines = [
    ...(verdict.status === "block" ? [`${style.red("blocked:")} ${plain(verdict.reason)}`] : [head]),
    ...reports.flatMap((report) => reportLines(report, look)),
    ...(verdict.status === "block" ? [`${style.yellow("hint:")} ${plain(verdict.hint)}`] : []),
  ];
  return lines.join("\n");
}

function reportLines({ description, executions, warnings, total }: JobsReport, look: Look): readonly string[] {
  const { style } = look;
  const unlisted = total - executions.length;
  return [
    style.dim(plain(description)),
    ...executions.flatMap((one) => executionLines(one, look)),
    ...(unlisted > 0 ? [`  and ${unlisted} more`] : []),
    ...warnings.map(({ message, hint }) => `  ${style.yellow("warning:")} ${plain(message)} ${style.dim(plain(hint))}`),
  ];
}

function executionLines(one: JobExecution, { style, isExplained }: Look): readonly string[] {
  const { id, job, state, startedBy, runningForMs, progress, expectedEndAt, acknowledged } = one;
  const mark = { running: style.cyan("▶"), suspect: style.yellow("?"), orphan: style.red("✖") }[state];
  const about = [
    state,
    startedBy === null ? null : `by ${plain(startedBy)}`,
    runningForMs === null ? null : `for ${age(runningForMs)}`,
    progress === null ? null : `${progress.done}${progress.total === null ? "" : ` of ${progress.total}`} done`,
    expectedEndAt === null || state !== "running" ? null : `expected to end ${clockOf(expectedEndAt)}`,
    acknowledged === null ? null : `acknowledged by ${plain(acknowledged.by)}: ${plain(acknowledged.reason)}`,
  ].filter((part) => part !== null);
  const lines = [`  ${mark} ${style.bold(plain(job))} ${plain(id)}  ${about.join(", ")}`];
  if (!isExplained) return lines;
  return [
    ...lines,
    ...one.evidence.map(({ message }) => `      ${style.dim("because:")} ${plain(message)}`),
    ...(one.recovery.length === 0 || state === "running"
      ? []
      : [
          `      ${style.dim("what would end it; read it, and run it yourself if it is right:")}`,
          ...one.recovery
            .flatMap((text) => text.split("\n"))
            .map((line) => `        ${line.replace(/[\u0000-\u001f]/g, " ")}`),
        ]),
  ];
}

const clockOf = (iso: string): string => `${iso.slice(0, 16).replace("T", " ")} UTC`;
