import type { Json } from "./json.js";
import { isReleaseError, ReleaseError } from "./release-error.js";

export const jsonUnsafe = (path: string, found: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_NOT_JSON",
    message: `The value at ${path} cannot be written as JSON (${found}).`,
    hint: "Plans, receipts and results are data: use strings, finite numbers, booleans, arrays and plain objects.",
    details: { path, found },
  });

export interface InputIssue {
  readonly path: string;
  readonly message: string;
  readonly value: Json;
}

export const inputInvalid = (kind: string, issues: readonly InputIssue[]): ReleaseError =>
  new ReleaseError({
    code: "ERR_INPUT_INVALID",
    message: `The input of ${kind} is wrong: ${issues.map((issue) => `${issue.path}: ${issue.message}`).join("; ")}`,
    hint: "Correct the named fields; every problem is listed.",
    details: { kind, issues: issues.map((issue) => ({ ...issue })) },
  });

export const planUnreadable = (reason: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_PLAN_UNREADABLE",
    message: `This is not a plan that can be applied: ${reason}.`,
    hint: "Make a fresh plan; a plan file is not meant to be edited by hand.",
    details: { reason },
  });

export const planTampered = (expected: string, found: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_PLAN_TAMPERED",
    message: "The plan does not match its own digest: it was edited or damaged after it was made.",
    hint: "Make a fresh plan and have it approved; nothing was written.",
    details: { digest: found, expected },
  });

export const planHasProblems = (target: string, problems: Json): ReleaseError =>
  new ReleaseError({
    code: "ERR_PLAN_HAS_PROBLEMS",
    message: `The plan for ${target} names problems, so nothing was written.`,
    hint: "Solve the problems listed in the plan, then plan again.",
    details: { target, problems },
  });

/** For `perform`: reality is neither as the action expects nor as it wants (law 4). */
export const planStale = (what: string, expected: Json, found: Json): ReleaseError =>
  new ReleaseError({
    code: "ERR_PLAN_STALE",
    message: `${what} changed after the plan was made${difference(expected, found)}; nothing was written there.`,
    hint: "Plan again and look at the difference before you apply.",
    details: { what, expected, found },
  });

/** Of two words, such as versions, and object ids, which are cut; all else is in the details only. */
function difference(expected: Json, found: Json): string {
  if (typeof expected !== "string" || typeof found !== "string" || expected.length + found.length > 128) return "";
  const [from, to] = [expected, found].map((word) => (/^[0-9a-f]{40,64}$/.test(word) ? word.slice(0, 10) : word));
  return `, from ${from} to ${to}`;
}

/** Several actions of one plan failed. `details.failures` has them in the order of the plan. */
export const someFailed = (
  target: string,
  total: number,
  failures: readonly { readonly summary: string; readonly error: Error }[],
): ReleaseError => {
  const told = failures.map(({ summary, error }) => ({
    summary,
    code: isReleaseError(error) ? error.code : "ERR_UNEXPECTED",
    message: error.message,
    hint: isReleaseError(error) ? error.hint : "",
  }));
  return new ReleaseError({
    code: "ERR_SOME_FAILED",
    message: `${failures.length} of ${total} failed for ${target}: ${told.map(({ message }) => message).join(" ")}`,
    hint: told.find(({ hint }) => hint !== "")?.hint ?? "See each of them in the details.",
    details: { target, total, failures: told },
    retryable: failures.every(({ error }) => isReleaseError(error) && error.retryable),
    cause: failures[0]?.error,
  });
};

export const planNotPure = (kind: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_PLAN_NOT_PURE",
    message: `plan or judge of ${kind} returned a promise; both must be synchronous and pure.`,
    hint: "Read everything in inspect and only decide in plan or judge.",
    details: { kind },
  });

export const gateTimedOut = (kind: string, reason: string, waitedMs: number): ReleaseError =>
  new ReleaseError({
    code: "ERR_GATE_TIMEOUT",
    message: `Gave up waiting for ${kind} after ${Math.round(waitedMs / 1000)} s: ${reason}`,
    hint: "See why it is not there yet, or allow a longer wait with timeoutMs; what was applied stays applied.",
    details: { kind, waitedMs },
    retryable: true,
  });

export const gateBlocked = (kind: string, reason: string, hint: string, evidence: Json): ReleaseError =>
  new ReleaseError({
    code: "ERR_GATE_BLOCKED",
    message: `The gate ${kind} blocks: ${reason}`,
    hint,
    details: { kind, evidence },
  });

/** The abort reason of a signal, thrown as it is; anything else that is not ours is wrapped exactly once, here. */
export function wrapUnknown(error: unknown, doing: string, signal?: AbortSignal): unknown {
  if (isReleaseError(error)) return error;
  if (signal?.aborted === true && (error === signal.reason || (error as Error | null)?.name === "AbortError")) {
    return signal.reason;
  }
  const message = error instanceof Error ? error.message : String(error);
  return new ReleaseError({
    code: "ERR_UNEXPECTED",
    message: `Unexpected failure while ${doing}: ${message}`,
    hint: "This is not a failure that Signalbox knows; run again with --verbose and report it with the output.",
    cause: error,
  });
}
