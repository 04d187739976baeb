import { FINAL } from "./choose-run.js";
import type { RunDocument } from "./run-document.js";

interface Failure {
  readonly code?: string;
  readonly hint?: string;
}

/** What a person can do about a failed run besides the hint of its error. */
export function afterFailure({ run, error }: Pick<RunDocument, "run" | "error">): string {
  return FINAL.has((error as Failure | null)?.code ?? "")
    ? `This run ends here: \`signalbox abort ${run} --reason …\`, and plan again.`
    : `\`signalbox resume ${run}\` tries again from there.`;
}

/** The hint of a failed run with what to do; null of one that did not fail. */
export const hintOf = (run: Pick<RunDocument, "run" | "status" | "error">): string | null =>
  run.status === "failed" ? `${(run.error as Failure | null)?.hint ?? ""} ${afterFailure(run)}`.trim() : null;
