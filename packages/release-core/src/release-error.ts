import type { Json } from "./json.js";
import { redactJson, redactText } from "./redact.js";

const brand = Symbol.for("signalbox.ReleaseError");

/** What a `ReleaseError` is made of. */
export interface ReleaseErrorFields {
  /** Stable, public, `ERR_…`. Scripts may switch on it. */
  readonly code: string;
  /** One sentence: what, where, why. */
  readonly message: string;
  /** The next step for the person who reads it. */
  readonly hint: string;
  /** What a script needs to go on; never a secret. */
  readonly details?: Json;
  /** True when the same call may succeed later without anybody changing anything. */
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/** The only error type that Signalbox throws. What looks like a secret is hidden in it (law 10). Recognise it with `isReleaseError`, never with `instanceof`. */
export class ReleaseError extends Error {
  override readonly name = "ReleaseError";
  readonly code: string;
  readonly hint: string;
  readonly details: Json;
  readonly retryable: boolean;
  /** What had been applied before the error, when an operation threw it. */
  receipt?: Json;

  constructor(fields: ReleaseErrorFields) {
    super(redactText(fields.message), fields.cause === undefined ? undefined : { cause: fields.cause });
    this.code = fields.code;
    this.hint = redactText(fields.hint);
    this.details = redactJson(fields.details ?? null);
    this.retryable = fields.retryable ?? false;
    Object.defineProperty(this, brand, { value: true });
  }
}

/** True for a `ReleaseError` of any installed copy of this package (brand by `Symbol.for`, as undici does it). */
export function isReleaseError(error: unknown): error is ReleaseError {
  return typeof error === "object" && error !== null && (error as Record<symbol, unknown>)[brand] === true;
}
