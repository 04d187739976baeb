import { isReleaseError, type Json, ReleaseError, toJson, wrapUnknown } from "@signalbox/release-core";

/** An error as the journal keeps it. */
export interface ErrorJson {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly details: Json;
  readonly retryable: boolean;
  /** What had been applied before the error, null when nothing is known. */
  readonly receipt: Json;
}

/** Any thrown value as JSON; what is not ours becomes `ERR_UNEXPECTED`. Stacks and causes are left out. */
export function errorJson(error: unknown): Json {
  const known = wrapUnknown(error, "running a step");
  if (!isReleaseError(known)) return null;
  const { code, message, hint, details, retryable, receipt = null } = known;
  return toJson({ code, message, hint, details, retryable, receipt } satisfies ErrorJson);
}

/** The error that `errorJson` wrote. */
export function reviveError(json: Json): ReleaseError {
  const { receipt, ...fields } = json as unknown as ErrorJson;
  const error = new ReleaseError(fields);
  if (receipt !== null) error.receipt = receipt;
  return error;
}
