import { isReleaseError, redactText, ReleaseError } from "@signalbox/release-core";
import { type FailureRow, matchesRow } from "./failure-row.js";
import { FAILURE_TABLE } from "./failure-table.js";
import { failureOfThrown, type GoogleFailure, withoutContent } from "./google-failure.js";

/** Finds the row of what was thrown or answered. The last row fits everything. */
export function rowOf(failure: GoogleFailure): FailureRow {
  const row = FAILURE_TABLE.find((each) => matchesRow(each, failure));
  if (row === undefined) throw new Error("the table of failures has no last row");
  return row;
}

/** `what` names the request for people: `edits.insert of org.example.field`. */
export function playFailed(what: string, failure: GoogleFailure, cause?: unknown): ReleaseError {
  const row = rowOf(failure);
  const words = redactText(failure.message);
  return new ReleaseError({
    code: row.code,
    message: `${what}: ${row.says} (${failure.status === null ? "" : "Play: "}${words})`,
    hint: row.hint,
    details: { status: failure.status, reasons: [...failure.reasons], message: words },
    retryable: row.retryable ?? false,
    ...(cause === undefined ? {} : { cause: plainCause(cause) }),
  });
}

/** A client's error holds the request with its token: only its words go on. */
const plainCause = (cause: unknown): Error =>
  new Error(redactText(withoutContent(cause instanceof Error ? cause.message : String(cause))));

/** An abort is thrown as it is. */
export function translate(what: string, error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  return isReleaseError(error) ? error : playFailed(what, failureOfThrown(error), error);
}

/** Nobody knows whether it happened: there was no answer, or one of a server that failed. */
export const isUnknownResult = ({ status }: GoogleFailure): boolean =>
  status === null || status >= 500 || status === 408;

export const resultUnknown = (what: string, failure: GoogleFailure): ReleaseError =>
  new ReleaseError({
    code: "ERR_PLAY_RESULT_UNKNOWN",
    message: `${what}: nobody knows whether it happened (${redactText(failure.message)}).`,
    hint: "Run it again: it looks at what is there before it does anything.",
    details: { status: failure.status },
    retryable: true,
  });
