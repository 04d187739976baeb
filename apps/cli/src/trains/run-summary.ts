import type { RunRecord } from "@signalbox/release-train";
import { runDocument, type RunDocument } from "./run-document.js";

/** A run in a list: where it stands and what it waits for. */
export type RunSummary = Omit<RunDocument, "format" | "steps">;

export function runSummary(record: RunRecord): RunSummary {
  const { format: _format, steps: _steps, ...summary } = runDocument(record);
  return summary;
}
