import { isReleaseError, type ReleaseError } from "@signalbox/release-core";
import { isTooMuch } from "../too-much.js";

export type NextStep =
  /** Too much at once: ask the same in two requests. */
  | { readonly kind: "halve" }
  | { readonly kind: "wait"; readonly waitMs: number; readonly reason: string }
  | { readonly kind: "give-up" };

/** A single question is repeated so often, and no longer wait than this is waited. */
const MOST_ATTEMPTS = 2;
const PATIENCE_MS = 65_000;
const PAUSE_MS = 500;

/** What to do with a question whose request failed. Pure. `together`: how many questions the request had. */
export function afterFailure(
  error: unknown,
  { together, attempts }: { readonly together: number; readonly attempts: number },
): NextStep {
  if (!isReleaseError(error)) return { kind: "give-up" };
  if (error.code === "ERR_GITHUB_RATE_LIMITED") {
    const { retryAfterMs } = error.details as { readonly retryAfterMs: number | null };
    // No time named: the budget of the hour is used up, and it may be long.
    if (retryAfterMs === null || retryAfterMs > PATIENCE_MS || attempts >= MOST_ATTEMPTS) return { kind: "give-up" };
    return { kind: "wait", waitMs: retryAfterMs, reason: "GitHub asks to slow down" };
  }
  if (!isOverload(error)) return { kind: "give-up" };
  if (together > 1) return { kind: "halve" };
  if (attempts >= MOST_ATTEMPTS) return { kind: "give-up" };
  return { kind: "wait", waitMs: PAUSE_MS * 4 ** attempts, reason: "GitHub did not answer; asking again" };
}

/** Nobody was there who could have had too much to do. */
const NO_CONNECTION = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|certificate/i;

const isOverload = (error: ReleaseError): boolean =>
  isTooMuch(error) || (error.code === "ERR_GITHUB_UNREACHABLE" && !NO_CONNECTION.test(error.message));
