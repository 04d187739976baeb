import type { Json } from "./json.js";

/** One intended write. `type` says which, `summary` says it to a person; further fields are the operation's own JSON. */
export interface Action {
  readonly type: string;
  readonly summary: string;
}

/** Why something cannot be done at all. `apply` refuses while there is one. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** What a person should know, though it can be done. */
export type Warning = Problem;

/** What would be written, as data. It survives a file and is the thing that people approve. */
export interface Plan<A extends Action = Action> {
  readonly format: 1;
  readonly kind: string;
  readonly target: string;
  /** Enough to plan again; never a secret. */
  readonly input: Json;
  /** Empty, with no problems: reality is already as wished. */
  readonly actions: readonly A[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
  /** What was seen, as far as it is worth showing. */
  readonly facts: Json;
  /** sha256 of the canonical JSON of `{ format, kind, target, input, actions }`, 64 hex digits. */
  readonly digest: string;
}

/**
 * What became of an action. `done` written now, `already` found as wished, `pending` under way (see `handle`),
 * `failed` refused with nothing half done (a typed error that is not retryable), `unknown` the effect may or may not
 * have happened (a lost connection, an abort in the middle, an unexpected error), `skipped` not tried because an earlier
 * one failed or is pending, or the call was aborted, `rolled-back` written and then taken back because others failed.
 */
export type OutcomeName = "done" | "already" | "pending" | "failed" | "unknown" | "skipped" | "rolled-back";

/** One line of a receipt. */
export interface Applied<A extends Action = Action, R = unknown> {
  readonly action: A;
  readonly outcome: OutcomeName;
  readonly result: R | null;
  /** Only with `pending`: opaque; give it back as it is in `CallOptions.handle` to look again. */
  readonly handle?: Json;
  /** Only with `pending`, milliseconds. */
  readonly retryAfterMs?: number;
}

/** What was seen after applying. It is also on a thrown `ReleaseError`, as `error.receipt`; an abort rethrows its reason. */
export interface Receipt<A extends Action = Action, R = unknown> {
  readonly kind: string;
  readonly target: string;
  readonly applied: readonly Applied<A, R>[];
}
