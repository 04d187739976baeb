import { already, type Context, done, isReleaseError, type Json, type Outcome, pending } from "@signalbox/release-core";
import { asError, endedFailed } from "./errors.js";
import { ageOf, SOURCE_TAG, takenAtOf } from "./own-tags.js";
import type { Snapshot } from "./ports.js";

/** What the receipt says of a snapshot. */
export interface SnapshotResult {
  readonly id: string;
  readonly arn: string;
  /** ISO 8601: what was written later is not in it. */
  readonly takenAt: string | null;
  /** At the end of the operation, milliseconds. */
  readonly ageMs: number | null;
  /** ARN; null for one that was taken of the database itself. */
  readonly source: string | null;
  readonly sizeGiB: number | null;
  readonly encrypted: boolean;
}

/** What a pending effect remembers. Only the pace: which snapshot it is stands in the action. */
export interface Looks {
  readonly looks: number;
  /** Looks in a row that failed. */
  readonly failures: number;
  /** RDS took it: from now on it must be there. */
  readonly isBegun: boolean;
}

const FIRST_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 60_000;
/** About ten minutes without an answer, or with credentials that are over. */
const MOST_FAILURES = 12;

export function looksOf(handle: Json): Looks {
  const { looks = 0, failures = 0, isBegun = false } = (handle ?? {}) as Partial<Looks>;
  return { looks, failures, isBegun };
}

/** Look again, later each time, and never later than in a minute. */
export function lookAgain({ looks, failures }: Looks, isBegun: boolean): Outcome<never> {
  const waitMs = Math.min(FIRST_WAIT_MS * 1.5 ** looks, LONGEST_WAIT_MS);
  return pending({ looks: looks + 1, failures, isBegun }, Math.round(waitMs));
}

/**
 * A look that fails for a reason that passes does not end the wait: throttling, credentials that are being renewed, the
 * network. What was never begun fails at once.
 */
export async function surviving<R>(before: Looks, look: () => Promise<Outcome<R>>): Promise<Outcome<R>> {
  try {
    return await look();
  } catch (error) {
    const failures = before.failures + 1;
    if (!before.isBegun || !isReleaseError(error) || !error.retryable || failures > MOST_FAILURES) throw error;
    return lookAgain({ ...before, failures }, true);
  }
}

/** A snapshot that is there: over, under way, or failed. @throws ReleaseError `ERR_SNAPSHOT_FAILED` */
export function outcomeOf(found: Snapshot, before: Looks, kind: string, context: Context): Outcome<SnapshotResult> {
  if (isAvailable(found)) {
    const { id, arn, sizeGiB, encrypted, tags, copiedFrom } = found;
    const source = tags[SOURCE_TAG] ?? copiedFrom;
    const taken = { takenAt: takenAtOf(found), ageMs: ageOf(found, context.now()) };
    return (before.isBegun ? done : already)({ id, arn, ...taken, source, sizeGiB, encrypted });
  }
  if (!isUnderWay(found)) {
    const { id, arn, status, percent, createdAt, copiedFrom, tags } = found;
    throw asError(endedFailed(found), { id, arn, status, percent, createdAt, source: tags[SOURCE_TAG] ?? copiedFrom });
  }
  context.emit({
    type: "progress",
    kind,
    message: `${found.id} is ${found.status}`,
    done: found.percent ?? 0,
    total: 100,
  });
  return lookAgain({ ...before, failures: 0 }, true);
}

export const isAvailable = ({ status }: Pick<Snapshot, "status">): boolean => status === "available";

/** States that end by themselves. A status that nobody knows is waited for: `pending` was new once. */
export const isUnderWay = ({ status }: Pick<Snapshot, "status">): boolean =>
  !["available", "failed", "deleting", "deleted"].includes(status) && !status.startsWith("incompatible");
