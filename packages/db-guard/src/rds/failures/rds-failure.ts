/** A failed call of the SDK, as far as the table of failures looks at it. */
export interface RdsFailure {
  /** Names that it has: the class of the SDK, and the code on the wire. */
  readonly names: readonly string[];
  /** Null when there was no answer. */
  readonly status: number | null;
  readonly message: string;
}

export function failureOf(error: unknown): RdsFailure {
  const { name, Code, code, message, $metadata } = (error ?? {}) as Thrown;
  const names = [name, Code, code].filter((one): one is string => typeof one === "string");
  return {
    names,
    status: $metadata?.httpStatusCode ?? null,
    // A connection that was refused by several addresses has no words of its own.
    message: message === undefined || message === "" ? (names.at(-1) ?? String(error)) : message,
  };
}

interface Thrown {
  readonly name?: unknown;
  readonly Code?: unknown;
  readonly code?: unknown;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}
