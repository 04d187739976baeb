import type { Exchanged } from "./exchange.js";
import type { HttpSite } from "./site.js";

/** A limit that names no time. */
const UNNAMED_LIMIT_MS = 10_000;
const TRANSIENT = new Set([408, 500, 502, 503, 504]);

export const isLimit = ({ status }: Exchanged): boolean => status === 429;

/** How long to wait before a read is sent again, `number` counted from 0; null: not again. Pure. */
export function waitBeforeRetry(
  exchanged: Exchanged,
  number: number,
  { retries, patienceMs }: Pick<HttpSite, "retries" | "patienceMs">,
): number | null {
  const { status, retryAfterMs } = exchanged;
  const isTransient = status === null || status === 429 || TRANSIENT.has(status);
  if (number >= retries || !isTransient) return null;
  const waitMs = retryAfterMs ?? (isLimit(exchanged) ? UNNAMED_LIMIT_MS : 500 * 4 ** number);
  return waitMs > patienceMs ? null : waitMs;
}
