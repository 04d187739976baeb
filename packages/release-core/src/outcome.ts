import type { Json } from "./json.js";

/** What `perform` answers for one action. Build it with `done`, `already` or `pending`. */
export type Outcome<R> =
  | { readonly outcome: "done" | "already"; readonly result: R }
  | { readonly outcome: "pending"; readonly handle: Json; readonly retryAfterMs: number };

/** It was written now, and looking afterwards showed it. */
export const done = <R>(result: R): Outcome<R> => ({ outcome: "done", result });

/** It was found as wished before anything was written. */
export const already = <R>(result: R): Outcome<R> => ({ outcome: "already", result });

/** It is under way; call again with `handle` after `retryAfterMs` milliseconds. */
export const pending = (handle: Json, retryAfterMs: number): Outcome<never> => ({
  outcome: "pending",
  handle,
  retryAfterMs,
});
