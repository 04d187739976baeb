import type { Row } from "./row.js";

/** Rows for people: one line each, what does not hold is marked. */
export function table(rows: readonly Row[]): string {
  const head = ["topic", "case", "value", "reference", "ratio", "goal", "", "metric", "against"];
  const lines = rows.map((row) => [
    row.topic,
    row.case,
    figure(row.value),
    figure(row.reference),
    figure(row.ratio),
    row.goal,
    row.holds === null ? "-" : row.holds ? "ok" : "MISSED",
    row.metric,
    row.against,
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => (line[column] ?? "").length)),
  );
  const print = (line: readonly string[]): string =>
    line
      .map((cell, column) =>
        column >= 2 && column <= 4 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return `${[head, ...lines].map(print).join("\n")}\n`;
}

const figure = (value: number | null): string => (value === null ? "-" : String(value));
