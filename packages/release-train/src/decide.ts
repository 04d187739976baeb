import { contextOf, type CallOptions, type Json, toJson } from "@signalbox/release-core";
import { type DatedDecision, type Decision, type DecisionRequest, itemIds, mayDecide } from "./decision.js";
import { fullIds, openItems, saidOn, sayingTheSame, signedBefore } from "./earlier-decisions.js";
import {
  alreadyDecided,
  approvalStale,
  itemUnknown,
  notApprover,
  notWaiting,
  otherAnswer,
  reasonMissing,
} from "./decision-errors.js";
import { type Engine, type RunRecord, topicOf } from "./engine-port.js";
import { questionDigest, requestOf } from "./run/ask.js";

export interface Decide {
  readonly engine: Engine;
  readonly runId: string;
  /** The key of the step, or `plan` for the whole train. */
  readonly key: string;
  readonly decision: Decision;
}

/** What stands after `decide`: the decision itself, or the one of before that says the same. */
export interface Decided {
  readonly decision: DatedDecision;
  /** False when nothing was recorded, because somebody had decided so before. */
  readonly isNew: boolean;
  /** Ids of the items of an approval that nobody has signed yet; while there are some, the run waits. */
  readonly open: readonly string[];
  /** Ids of the items that this decision signs, and that nobody had signed before. */
  readonly signed: readonly string[];
  /** How many items the approval has in all, signed before or not; 0 for one without items. */
  readonly total: number;
}

/**
 * Records a person's decision; the run takes it up when it is driven next. Signatures on single items add up; an item
 * may be named by a unique beginning of its id. What was decided before is not recorded again. A rejection is heard
 * before an approval that the run has not taken up yet; no other contradiction is let through.
 * @throws ReleaseError `ERR_NOT_WAITING` (says what it waits for), `ERR_NOT_APPROVER`, `ERR_APPROVAL_STALE`,
 * `ERR_ITEM_UNKNOWN`, `ERR_REASON_MISSING`, `ERR_ALREADY_DECIDED` (who and when), `ERR_RUN_NOT_FOUND`
 */
export async function decide(given: Decide, options: CallOptions = {}): Promise<Decided> {
  const { engine, runId } = given;
  const key = topicOf(given.key);
  const record = await engine.inspect(runId);
  const request = requestFor(record, key, given.decision.verdict);
  if (request === null) refuseOtherAnswer(record, key, given.decision.verdict);
  if (request === null)
    return { decision: decidedBefore(record, key, given.decision), isNew: false, open: [], signed: [], total: 0 };
  const { digest } = request;
  const { verdict, by } = given.decision;
  if (!mayDecide(request.approvers, by)) throw notApprover(key, by.as, request.approvers);
  if (verdict !== "approve" && (given.decision.reason ?? "").trim() === "") throw reasonMissing(key, verdict);
  if (given.decision.digest !== undefined && given.decision.digest !== digest)
    throw approvalStale(key, given.decision.digest, digest);

  const decision = withOpenItems(record, key, given.decision, request);
  const unheard = saidOn(record, key, false);
  const openBefore = openItems(unheard, request);
  const total = new Set([...itemIds(request.items), ...signedBefore(saidOn(record, key, true), request).keys()]).size;
  const before = { isNew: false, open: openBefore, signed: [], total };
  if ("at" in decision) return { ...before, decision };
  const isRejection = verdict === "reject";
  const other = unheard.find((said) => said.digest === digest && said.verdict !== verdict);
  if (other !== undefined && !isRejection) throw alreadyDecided(key, other, "unheard");
  const same = sayingTheSame(unheard, decision, request);
  if (same !== undefined) return { ...before, decision: same };

  const dated: DatedDecision = { ...decision, digest, at: contextOf(options).now().toISOString() };
  await engine.signal(runId, key, toJson(dated), { urgent: isRejection });
  if (isRejection) refuseTooLate(record, await engine.inspect(runId), key);
  const open = isRejection ? [] : openItems([...unheard, dated], request);
  const signed = verdict === "approve" ? openBefore.filter((id) => !open.includes(id)) : [];
  return { decision: dated, isNew: true, open, signed, total };
}

/** "It does not wait for X; it waits for X" would help nobody. */
function refuseOtherAnswer(record: RunRecord, key: string, verdict: Decision["verdict"]): void {
  const wait = record.waits.find((open) => topicOf(open.key) === key);
  const { verdicts = [] } = (wait?.request ?? {}) as Partial<DecisionRequest>;
  if (verdicts.length > 0) throw otherAnswer(record.runId, key, verdict, verdicts);
}

/** Of a key that is not asked about any more: what it was answered with. */
function decidedBefore(record: RunRecord, key: string, { verdict, digest }: Decision): DatedDecision {
  const last = saidOn(record, key, true).at(-1);
  const isAnother = digest !== undefined && digest !== last?.digest;
  if (last === undefined || isAnother) throw notWaiting(record.runId, key, record.status, waitsOf(record));
  if (last.verdict !== verdict) throw alreadyDecided(key, last, "taken");
  return last;
}

/** The decision with full ids of those items that are still open; the signature of before when none of them is. */
function withOpenItems(
  record: RunRecord,
  key: string,
  decision: Decision,
  request: DecisionRequest,
): Decision | DatedDecision {
  if (decision.items === undefined) return decision;
  const open = itemIds(request.items);
  const signed = signedBefore(saidOn(record, key, true), request);
  const items = fullIds(decision.items, [...open, ...signed.keys()]);
  const unknown = items.filter((item) => !open.includes(item) && !signed.has(item));
  if (unknown.length > 0) throw itemUnknown(key, unknown, open);
  const left = items.filter((item) => open.includes(item));
  const before = signed.get(items[0] ?? "");
  return left.length === 0 && before !== undefined ? before : { ...decision, items: left };
}

/** A rejection that comes while the run is driven may find that it went on just then. */
function refuseTooLate(before: RunRecord, after: RunRecord, key: string): void {
  if (after.waits.some((wait) => topicOf(wait.key) === key)) return;
  const heard = saidOn(after, key, true);
  const last = heard.at(-1);
  if (last === undefined || heard.length === saidOn(before, key, true).length || last.verdict === "reject") return;
  throw alreadyDecided(key, last, "taken");
}

/** What the run asks about this key, if the verdict is an answer to it. A blocked gate may be waived too. */
function requestFor(record: RunRecord, key: string, verdict: Decision["verdict"]): DecisionRequest | null {
  const asked = record.waits
    .filter((wait) => topicOf(wait.key) === key)
    .map((wait) => wait.request as unknown as DecisionRequest | null);
  const fitting = asked.find((request) => request?.verdicts?.includes(verdict) === true);
  if (fitting !== undefined && fitting !== null) return fitting;
  if (verdict !== "waive" || record.status === "aborted" || record.status === "finished") return null;
  const blocked = record.steps.find(
    (step) => topicOf(step.key) === key && step.status === "failed" && isWaivable(step.error),
  );
  if (blocked === undefined) return null;
  const { approvers = [] } =
    (blocked.error as { readonly details?: { readonly approvers?: readonly string[] } }).details ?? {};
  return requestOf(`${key} blocks.`, {
    digest: questionDigest(record.runId, key),
    approvers,
    verdicts: ["waive"],
  });
}

function isWaivable(error: Json): boolean {
  const { code } = error as { readonly code?: string };
  return code === "ERR_GATE_BLOCKED" || code === "ERR_GATE_TIMEOUT";
}

function waitsOf(record: RunRecord): readonly string[] {
  return record.waits.map((wait) =>
    wait.until === null ? topicOf(wait.key) : `${topicOf(wait.key)} (until ${wait.until})`,
  );
}

export interface AbortRun {
  readonly engine: Engine;
  readonly runId: string;
  readonly by: Decision["by"];
  readonly reason: string;
}

/**
 * Ends a run for good; what it has done stays done.
 * @throws ReleaseError `ERR_REASON_MISSING`, `ERR_RUN_LOCKED`, `ERR_RUN_ENDED`, `ERR_RUN_NOT_FOUND`
 */
export async function abortRun(given: AbortRun, options: CallOptions = {}): Promise<void> {
  if (given.reason.trim() === "") throw reasonMissing(given.runId, "abort");
  const at = contextOf(options).now().toISOString();
  await given.engine.abort(given.runId, toJson({ aborted: { by: given.by, reason: given.reason, at } }));
}
