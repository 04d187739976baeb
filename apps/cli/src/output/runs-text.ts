import type { RunSummary } from "../trains/run-summary.js";
import { decisionLines, isAnswered } from "./decision-lines.js";
import { isInterrupted, statusText, waitText } from "./run-text.js";
import { age, plain, type Style } from "./style.js";

/** Runs, and what each waits for and since when. */
export function runsText(runs: readonly RunSummary[], style: Style, nowMs: number): string {
  const paint = {
    running: style.cyan,
    waiting: style.yellow,
    failed: style.red,
    finished: style.green,
    aborted: style.dim,
  };
  return runs
    .map((summary) => {
      const { run, status, updatedAt, owner, waits, error } = summary;
      const since = updatedAt === "" ? "" : style.dim(`${age(nowMs - Date.parse(updatedAt))} ago`);
      const driver = owner as { readonly user?: string; readonly host?: string; readonly pid?: number } | null;
      const by = driver === null ? "" : style.dim(`driven by ${driver.user} on ${driver.host} (process ${driver.pid})`);
      return [
        [style.bold(run), paint[status](statusText(summary)), since, by].filter((part) => part !== "").join("  "),
        ...waits.flatMap((wait) => [
          `  ${style.yellow("⏸")} ${style.bold(wait.step)} for ${age(nowMs - Date.parse(wait.since))}: ${plain(waitText(wait))}`,
          ...decisionLines(wait, nowMs).map((line) => `    ${line}`),
        ]),
        ...(isInterrupted(summary) || waits.some(isAnswered)
          ? [`  ${style.yellow("next:")} signalbox resume ${run}`]
          : []),
        ...(status === "failed"
          ? [`  ${style.red("✖")} ${plain((error as { readonly message?: string } | null)?.message ?? "")}`]
          : []),
      ].join("\n");
    })
    .join("\n");
}
