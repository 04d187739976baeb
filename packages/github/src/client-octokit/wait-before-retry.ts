/** What went wrong with one attempt; `status` null: no answer came. */
export interface Attempt {
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  /** GitHub's own words. */
  readonly message: string;
  /** From 0. */
  readonly number: number;
  readonly isWrite: boolean;
  readonly nowMs: number;
}

export interface Patience {
  /** How often one request is repeated at most. */
  readonly retries: number;
  /** What asks for a longer wait is an error at once. */
  readonly patienceMs: number;
}

/** A limit that names no time. Source: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
const UNNAMED_WAIT_MS = 60_000;
const TRANSIENT = new Set([500, 502, 503, 504]);

/**
 * How long to wait before the same request is sent again; null: not again. A limit is asked before anything is done,
 * so a write may be repeated too; after anything else, only a read.
 */
export function waitBeforeRetry(attempt: Attempt, { retries, patienceMs }: Patience): number | null {
  if (attempt.number >= retries) return null;
  const waitMs = isLimit(attempt) ? limitOf(attempt) : pauseOf(attempt);
  return waitMs === null || waitMs > patienceMs ? null : waitMs;
}

function isLimit({ status, headers, message }: Attempt): boolean {
  if (status === 429) return true;
  if (status !== 403 && status !== 200) return false;
  if (status === 200) return /rate limit/i.test(message); // a query's errors
  return (
    headers["retry-after"] !== undefined ||
    String(headers["x-ratelimit-remaining"]) === "0" ||
    /secondary rate|abuse detection/i.test(message)
  );
}

function limitOf(attempt: Attempt): number {
  const { headers, nowMs } = attempt;
  const named = namedWait(attempt);
  if (named !== null) return named;
  const reset = Number(headers["x-ratelimit-reset"]) * 1000;
  // One second more: the budget is new after that second, not in it. The server's clock is the one that counts.
  if (String(headers["x-ratelimit-remaining"]) === "0" && reset > 0)
    return Math.max(0, reset - (Date.parse(String(headers["date"])) || nowMs)) + 1000;
  return UNNAMED_WAIT_MS;
}

function pauseOf(attempt: Attempt): number | null {
  const { status, isWrite, number } = attempt;
  if (isWrite || (status !== null && !TRANSIENT.has(status))) return null;
  return namedWait(attempt) ?? 500 * 4 ** number;
}

function namedWait({ headers }: Attempt): number | null {
  const seconds = headers["retry-after"] === undefined ? Number.NaN : Number(headers["retry-after"]);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
