import { ReleaseError } from "@signalbox/release-core";
import type { DatedDecision, Decision } from "./decision.js";

export const notWaiting = (runId: string, key: string, status: string, waits: readonly string[]): ReleaseError =>
  new ReleaseError({
    code: "ERR_NOT_WAITING",
    message: `The run ${runId} (${status}) does not wait for a decision on ${key}.`,
    hint: waits.length === 0 ? "It waits for nobody; see its status." : `It waits for: ${waits.join(", ")}.`,
    details: { runId, key, status, waits },
  });

export const otherAnswer = (
  runId: string,
  key: string,
  verdict: Decision["verdict"],
  verdicts: readonly Decision["verdict"][],
): ReleaseError =>
  new ReleaseError({
    code: "ERR_NOT_WAITING",
    message: `The run ${runId} waits for ${key}, but there is nothing to ${verdict}.`,
    hint: `What it takes as an answer: ${verdicts.join(", ")}.`,
    details: { runId, key, verdict, verdicts: [...verdicts] },
  });

export const notApprover = (key: string, by: string, approvers: readonly string[]): ReleaseError =>
  new ReleaseError({
    code: "ERR_NOT_APPROVER",
    message: `${by} may not decide on ${key}.`,
    hint: `Ask one of: ${approvers.join(", ")}.`,
    details: { key, by, approvers },
  });

export const approvalStale = (key: string, given: string, current: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_APPROVAL_STALE",
    message: `The decision on ${key} is about digest ${given.slice(0, 12)}, but what is asked now is ${current.slice(0, 12)}.`,
    hint: "Look at the present plan and decide again.",
    details: { key, given, current },
  });

export const alreadyDecided = (key: string, before: DatedDecision, state: "unheard" | "taken"): ReleaseError =>
  new ReleaseError({
    code: "ERR_ALREADY_DECIDED",
    message: `${before.by.as} decided to ${before.verdict} ${key} at ${before.at}, and the run has ${state === "taken" ? "gone on with that" : "not taken it up yet"}.`,
    hint:
      state === "taken"
        ? "See its status; if it must not go on, abort the run: what it did stays done."
        : "Resume the run, which takes that decision up; only a rejection may still overrule it.",
    details: { key, by: before.by.as, at: before.at, verdict: before.verdict },
  });

export const itemUnknown = (key: string, unknown: readonly string[], items: readonly string[]): ReleaseError =>
  new ReleaseError({
    code: "ERR_ITEM_UNKNOWN",
    message: `${key} has no item ${unknown.join(", ")}, or more than one that begins so.`,
    hint: items.length === 0 ? "It has no items; decide on it as a whole." : `Its items: ${items.join(", ")}.`,
    details: { key, unknown, items },
  });

export const reasonMissing = (key: string, verdict: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_REASON_MISSING",
    message: `A decision to ${verdict} ${key} needs a reason.`,
    hint: "Add --reason; it is kept in the journal.",
    details: { key, verdict },
  });
