import { digestOf, isPlainObject, type Json, toJson } from "./json.js";
import type { Action } from "./plan.js";
import { isReleaseError, ReleaseError, type ReleaseErrorFields } from "./release-error.js";

/** What one round of applying leaves to the next, beside what reality shows. It is on every pending line. */
interface Round {
  /** Handles of pending effects, by the digest of their action. */
  readonly pending: { readonly [action: string]: Json };
  /** What failed for good: it is not tried again within one call. */
  readonly failed: { readonly [action: string]: Json };
}

/** What an action finds of the rounds before. A handle belongs to one action; the others must not take it for theirs. */
export interface Memory {
  handleOf(action: Action): Json;
  failureOf(action: Action): ReleaseError | null;
}

/** Reads the handle that a pending line gave back. */
export function memoryOf(handle: Json): Memory {
  const { pending, failed }: Round = isRound(handle) ? handle : { pending: {}, failed: {} };
  return {
    handleOf: (action) => pending[keyOf(action)] ?? null,
    failureOf: (action) => {
      const found = failed[keyOf(action)];
      return found === undefined ? null : new ReleaseError(found as unknown as ReleaseErrorFields);
    },
  };
}

/** The handle that all pending lines of a receipt share. */
export function handleOfRound(
  pending: readonly { readonly action: Action; readonly handle: Json }[],
  failed: readonly { readonly action: Action; readonly error: unknown }[],
): Json {
  return toJson({
    pending: Object.fromEntries(pending.map(({ action, handle }) => [keyOf(action), handle])),
    failed: Object.fromEntries(failed.map(({ action, error }) => [keyOf(action), errorOf(error)])),
  } satisfies Round);
}

const keyOf = (action: Action): string => digestOf(toJson(action));

function errorOf(error: unknown): Json {
  if (!isReleaseError(error)) return null;
  const { code, message, hint, details, retryable } = error;
  return { code, message, hint, details, retryable };
}

function isRound(handle: Json): handle is Json & Round {
  return isPlainObject(handle) && isPlainObject(handle["pending"]) && isPlainObject(handle["failed"]);
}
