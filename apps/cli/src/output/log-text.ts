import type { ClosingReport } from "../trains/closing-report.js";
import type { LogEntry } from "../trains/read-log.js";
import type { RunDocument } from "../trains/run-document.js";
import { reportText } from "./report-text.js";
import { statusText } from "./run-text.js";
import { plain, table, type Style } from "./style.js";

/** The story of a run for people. */
export function logText(
  document: RunDocument & {
    readonly entries: readonly LogEntry[];
    readonly journal: string;
    readonly report: ClosingReport | null;
  },
  style: Style,
): string {
  const { run, entries, journal, report } = document;
  const rows = entries.map(({ at, type, step, text }) => [
    style.dim(at.slice(0, 19).replace("T", " ")),
    type,
    style.bold(step ?? ""),
    plain(text),
  ]);
  return [
    `${style.bold(run)}  ${statusText(document)}`,
    table(rows, "  "),
    ...(report === null ? [] : ["", reportText(report, style)]),
    style.dim(`journal: ${journal}`),
  ].join("\n");
}
