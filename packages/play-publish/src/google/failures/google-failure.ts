/** A failed request, whoever sent it, as far as the table of failures looks at it. */
export interface GoogleFailure {
  /** Null when there was no answer. */
  readonly status: number | null;
  /** Google's canonical name, as `FAILED_PRECONDITION`. */
  readonly canonical: string | null;
  /** `errors[].reason`, and those of `ErrorInfo` in `details`. */
  readonly reasons: readonly string[];
  /** Google's words, or those of the connection. */
  readonly message: string;
  readonly retryAfterMs: number | null;
}

/** What an answer that is no success says: https://cloud.google.com/apis/design/errors, and its older form. */
export function failureOf(status: number, body: unknown, retryAfter: string | null): GoogleFailure {
  const parsed = typeof body === "string" ? parse(body) : body;
  const { error, error_description: description } = (parsed ?? {}) as ErrorBody;
  const fields = typeof error === "object" && error !== null ? error : {};
  const listed = [...(fields.errors ?? []), ...(fields.details ?? [])].map(({ reason }) => reason);
  const oauth = typeof error === "string" ? [error] : [];
  const seconds = Number(retryAfter ?? Number.NaN);
  return {
    status,
    canonical: fields.status ?? null,
    reasons: [...oauth, ...listed.filter((reason): reason is string => typeof reason === "string")],
    message: fields.message ?? description ?? oauth[0] ?? `an answer with the status ${status}`,
    retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : null,
  };
}

/** A parser quotes what it cannot read, and that may be a piece of a key file. Pure. */
export const withoutContent = (text: string): string =>
  text.replace(/(?:,? (?:\.\.\.)?"[^]*"(?:\.\.\.)?) is not valid JSON/, ": the file is not valid JSON");

/** What the official client throws: a `GaxiosError`, known by its shape. */
export function failureOfThrown(error: unknown): GoogleFailure {
  const { response, status, message, code } = (error ?? {}) as Thrown;
  if (response === undefined) {
    const words = withoutContent(message ?? String(error));
    const text = code === undefined || words.includes(`${code}`) ? words : `${words}, ${code}`;
    return { status: null, canonical: null, reasons: [], message: text, retryAfterMs: null };
  }
  return failureOf(response.status ?? status ?? 0, response.data, headerOf(response.headers, "retry-after"));
}

interface ErrorBody {
  readonly error?: ErrorFields | string | null;
  readonly error_description?: string;
}
interface ErrorFields {
  readonly message?: string;
  readonly status?: string;
  readonly errors?: readonly { readonly reason?: unknown }[];
  readonly details?: readonly { readonly reason?: unknown }[];
}
interface Thrown {
  readonly message?: string;
  readonly code?: string | number;
  readonly status?: number;
  readonly response?: { readonly status?: number; readonly data?: unknown; readonly headers?: unknown };
}

function headerOf(headers: unknown, name: string): string | null {
  if (headers instanceof Headers) return headers.get(name);
  return ((headers ?? {}) as Record<string, string | undefined>)[name] ?? null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
