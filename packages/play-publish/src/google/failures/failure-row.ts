import type { GoogleFailure } from "./google-failure.js";

/** One kind of failure: how Google says it, and what it means. */
export interface FailureRow {
  readonly code: string;
  /** Any of these; absent = any. No answer at all is `null`. */
  readonly status?: readonly (number | null)[];
  /** One of these reasons, or a message like this: either is enough. Both absent = the status decides. */
  readonly reason?: readonly string[];
  readonly message?: RegExp;
  /** One sentence for people, before Google's words. */
  readonly says: string;
  readonly hint: string;
  /** The same thing may succeed later. */
  readonly retryable?: true;
  /** The same request is worth sending again at once, where it does no harm twice. */
  readonly repeat?: true;
}

export function matchesRow(row: FailureRow, failure: GoogleFailure): boolean {
  if (row.status !== undefined && !row.status.includes(failure.status)) return false;
  if (row.reason === undefined && row.message === undefined) return true;
  return (
    row.reason?.some((reason) => failure.reasons.includes(reason)) === true ||
    row.message?.test(failure.message) === true
  );
}
