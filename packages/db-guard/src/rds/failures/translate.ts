import { isReleaseError, redactText, ReleaseError } from "@signalbox/release-core";
import { rowOf } from "./failure-table.js";
import { failureOf } from "./rds-failure.js";

/** What the SDK threw, in our words; an abort is thrown as it is. `what` is the action and its subject. */
export function translate(action: string, subject: string, error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (isReleaseError(error)) return error;
  const failure = failureOf(error);
  const { code, says, hint, retryable = false } = rowOf(failure);
  const words = redactText(failure.message);
  return new ReleaseError({
    code,
    message: `${action} of ${subject}: ${says} (AWS: ${words})`,
    hint: typeof hint === "string" ? hint : hint(action, failure),
    details: { action, subject, status: failure.status, awsCode: failure.names[0] ?? null, message: words },
    retryable,
    // The client's own error may hold the request with its signature: only its words go on.
    cause: new Error(words),
  });
}

/** Only whether to sign in anew and ask once more. */
export const isExpired = (error: unknown): boolean => rowOf(failureOf(error)).code === "ERR_RDS_CREDENTIALS_EXPIRED";

export const isNotFound = (error: unknown): boolean =>
  isReleaseError(error) && ["ERR_SNAPSHOT_NOT_FOUND", "ERR_DATABASE_NOT_FOUND"].includes(error.code);
