/** What the app carries requests with: the global `fetch` fits, and so does `httpTransport` of `@signalbox/github`. */
export type Post = (
  url: string,
  init: {
    readonly method: "POST";
    readonly headers: Record<string, string>;
    readonly body: string;
    /** A POST that is sent elsewhere is not what was meant. */
    readonly redirect: "manual";
    readonly signal?: AbortSignal;
  },
) => Promise<{
  readonly status: number;
  readonly headers: { get(name: string): string | null | undefined };
  text(): Promise<string>;
}>;

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The text as JSON; null where it is none. */
  readonly json: unknown;
  readonly header: (name: string) => string | null;
}

/** `retry-after` in seconds or as a date. Source: RFC 9110, section 10.2.3. */
export function retryAfterMs(header: string | null, now: Date): number | null {
  if (header === null) return null;
  if (/^\d+(?:\.\d+)?$/.test(header)) return Math.ceil(Number(header) * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}

/** Failures before a request has left: nobody got anything. Of node:net, node:dns, node:tls and undici. */
const NEVER_LEFT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_CERT_ALTNAME_INVALID|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|ERR_SSL_\w+|EPROTO|ERR_INVALID_URL|ERR_UNESCAPED_CHARACTERS|ERR_INVALID_CHAR)$/;

/** Its code when the request cannot have left; null when it may have. Looks through causes, and at each of several. */
export function codeBeforeItLeft(error: unknown): string | null {
  const { code, cause, errors } = (error ?? {}) as { code?: unknown; cause?: unknown; errors?: unknown };
  if (typeof code === "string" && NEVER_LEFT.test(code)) return code;
  if (Array.isArray(errors) && errors.length > 0) {
    const codes = errors.map(codeBeforeItLeft);
    return codes.includes(null) ? null : (codes[0] ?? null);
  }
  return cause === undefined || cause === error ? null : codeBeforeItLeft(cause);
}
