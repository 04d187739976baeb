import { FINAL } from "./choose-run.js";
import type { RunDocument } from "./run-document.js";
import { quoted } from "./same-command.js";

interface Failure {
  readonly code?: string;
  readonly hint?: string;
  readonly details?: { readonly step?: unknown } | null;
}

const WAIVABLE: readonly (string | undefined)[] = ["ERR_GATE_BLOCKED", "ERR_GATE_TIMEOUT"];

/** What a person can do about a failed run besides the hint of its error. */
export function afterFailure({ run, error }: Pick<RunDocument, "run" | "error">): string {
  const { code, details } = (error ?? {}) as Failure;
  if (FINAL.has(code ?? "")) return `This run ends here: \`signalbox abort ${run} --reason …\`, and plan again.`;
  const again = `\`signalbox resume ${run}\` tries again from there.`;
  const step = details?.step;
  if (!WAIVABLE.includes(code) || typeof step !== "string") return again;
  return `${again} To go on all the same: signalbox waive ${run} ${quoted(step)} --as <who> --reason "<why>"`;
}

/** The hint of a failed run with what to do; null of one that did not fail. */
export const hintOf = (run: Pick<RunDocument, "run" | "status" | "error">): string | null =>
  run.status === "failed" ? `${(run.error as Failure | null)?.hint ?? ""} ${afterFailure(run)}`.trim() : null;
