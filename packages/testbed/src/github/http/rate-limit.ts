import type { UserRecord } from "../state/records.js";
import { Problem } from "./problem.js";

const HOUR_MS = 3_600_000;

/** Requests of those who did not sign in. */
export type Budget = UserRecord["rateLimit"];

export const budget = (now: Date, limit: number): Budget => ({ limit, used: 0, resetAt: now.getTime() + HOUR_MS });

/** Begins a new hour when the old one is over. */
function renew(limit: Budget, now: Date): void {
  if (now.getTime() < limit.resetAt) return;
  limit.used = 0;
  limit.resetAt = now.getTime() + HOUR_MS;
}

/** Counts a request. @throws Problem 403 when the hour's requests are used up */
export function spend(limit: Budget, now: Date): void {
  renew(limit, now);
  if (limit.used >= limit.limit) throw new Problem(403, "API rate limit exceeded");
  limit.used += 1;
}

export function rateLimitHeaders(limit: Budget, now: Date, resource = "core"): Record<string, string> {
  renew(limit, now);
  return {
    "x-ratelimit-limit": String(limit.limit),
    "x-ratelimit-remaining": String(limit.limit - limit.used),
    "x-ratelimit-used": String(limit.used),
    "x-ratelimit-reset": String(Math.ceil(limit.resetAt / 1000)),
    "x-ratelimit-resource": resource,
  };
}
