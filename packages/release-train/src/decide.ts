import { contextOf, type CallOptions, type Json, toJson } from "@signalbox/release-core";
import { type DatedDecision, type Decision, type DecisionRequest, itemIds, mayDecide } from "./decision.js";
import {
  alreadyDecided,
  approvalStale,
  itemUnknown,
  notApprover,
  notWaiting,
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

/**
 * Records a person's decision; the run takes it up when it is driven next. Signatures on single items add up. A
 * rejection is heard before an approval that the run has not taken up yet; no other contradiction is let through.
 * @throws ReleaseError `ERR_NOT_WAITING` (says what it waits for), `ERR_NOT_APPROVER`, `ERR_APPROVAL_STALE`,
 * `ERR_ITEM_UNKNOWN`, `ERR_REASON_MISSING`, `ERR_ALREADY_DECIDED` (who and when), `ERR_RUN_NOT_FOUND`
 */
export async function decide(given: Decide, options: CallOptions = {}): Promise<void> {
  const { engine, runId, decision } = given;
  const key = topicOf(given.key);
  const record = await engine.inspect(runId);
  const request = requestFor(record, key, decision.verdict);
  if (request === null) throw notWaiting(runId, key, record.status, waitsOf(record));
  if (!mayDecide(request.approvers, decision.by)) throw notApprover(key, decision.by.as, request.approvers);
  if (decision.verdict !== "approve" && (decision.reason ?? "").trim() === "")
    throw reasonMissing(key, decision.verdict);
  const { digest } = request;
  if (decision.digest !== undefined && decision.digest !== digest) throw approvalStale(key, decision.digest, digest);
  const items = itemIds(request.items);
  const unknown = (decision.items ?? []).filter((item) => !items.includes(item));
  if (unknown.length > 0) throw itemUnknown(key, unknown, items);
  const isRejection = decision.verdict === "reject";
  const before = contradicted(record, key, decision, digest);
  if (before !== undefined && !isRejection) throw alreadyDecided(key, before);
  const at = contextOf(options).now().toISOString();
  await engine.signal(runId, key, toJson({ ...decision, digest, at }), { urgent: isRejection });
}

/** What somebody said to the same question that the run has not heard yet, if the two cannot both hold. */
function contradicted(
  record: RunRecord,
  key: string,
  { verdict }: Decision,
  digest: string,
): DatedDecision | undefined {
  return record.signals
    .filter((signal) => !signal.taken && topicOf(signal.key) === key)
    .map(({ body }) => body as unknown as DatedDecision)
    .find((before) => before.digest === digest && before.verdict !== verdict);
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
