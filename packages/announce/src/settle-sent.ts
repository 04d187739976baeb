import { type CallOptions, contextOf } from "@signalbox/release-core";
import { nothingToSettle, sentElsewhere } from "./errors.js";
import type { SentLog, SentRecord } from "./ports.js";
import { isUnderWay } from "./under-way.js";

export interface Settlement {
  readonly dedupeKey: string;
  /** `sent`: everybody who is to have it has it, or is given up. `not-sent`: the last attempt reached nobody. */
  readonly as: "sent" | "not-sent";
  /** Who looked. */
  readonly by: string;
}

/**
 * A person says what became of a message that nobody saw the answer of, or that was refused in part.
 * @throws ReleaseError `ERR_NOTHING_TO_SETTLE`; `ERR_SENT_ELSEWHERE` while somebody is at it
 */
export async function settleSent(log: SentLog, settlement: Settlement, options?: CallOptions): Promise<SentRecord> {
  const { dedupeKey, as, by } = settlement;
  const record = await log.find(dedupeKey, options);
  if (record === null || record.state === "sent") throw nothingToSettle(dedupeKey);
  if (await isUnderWay(log, record, options)) throw sentElsewhere(dedupeKey, record.at);
  const isThere = as === "sent";
  const next: SentRecord = {
    ...record,
    revision: record.revision + 1,
    state: isThere ? "sent" : record.accepted.length === 0 ? "refused" : "partly",
    accepted: isThere && record.state === "sending" ? [...record.accepted, ...record.to] : record.accepted,
    at: contextOf(options).now().toISOString(),
    notBefore: null,
    settledBy: by,
    reason: undefined,
  };
  await log.record(next, options);
  return next;
}
