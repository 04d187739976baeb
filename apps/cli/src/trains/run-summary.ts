import type { RunRecord } from "@signalbox/release-train";
import { runDocument, type RunDocument } from "./run-document.js";

/** A run in a list: where it stands and what it waits for. */
export type RunSummary = Omit<RunDocument, "format" | "steps">;

export function runSummary(record: RunRecord): RunSummary {
  const { format: _format, steps: _steps, ...summary } = runDocument(record);
  return summary;
}

/** By the beginning; one whose journal cannot be read has none and is last. */
export const newestFirst = (runs: readonly RunSummary[]): readonly RunSummary[] =>
  [...runs].sort((a, b) => b.startedAt.localeCompare(a.startedAt));
