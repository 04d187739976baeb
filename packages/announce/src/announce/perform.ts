import {
  already,
  callOptionsOf,
  done,
  isReleaseError,
  type Outcome,
  pending,
  type PerformContext,
  planStale,
} from "@signalbox/release-core";
import { channelUnknown, keyUsed, partlySent, sentElsewhere, sentUnknown, unknownSince } from "../errors.js";
import { messageIdIn } from "../message-id.js";
import { isUnderWay } from "../under-way.js";
import type { Channel, Message, Sent, SentRecord } from "../ports.js";
import type { Announced, SendMessage } from "./action.js";
import type { AnnounceInput } from "./input.js";
import { type AnnouncePorts, payloadDigestOf } from "./inspect.js";
import { standingOf } from "./standing.js";

/** A server that greylists takes it after some minutes. Source: RFC 6647, section 2.1 and 5. */
const GREYLISTED_MS = 5 * 60_000;
/** So long it is tried again; then a person hears of it. */
const PATIENCE_MS = 4 * 3_600_000;

/** Looks into the log, writes down that it leaves, sends, writes down what came of it. */
export async function performSend(
  action: SendMessage,
  { channels, sent: log }: AnnouncePorts,
  context: PerformContext<AnnounceInput>,
): Promise<Outcome<Announced>> {
  const { channel: name, dedupeKey } = action;
  const channel = channels.find((one) => one.name === name);
  if (channel === undefined) throw channelUnknown(name, []);
  const message = context.input.message as Message;
  const options = callOptionsOf(context);
  const now = (): string => context.now().toISOString();

  const before = await log.find(dedupeKey, options);
  if (await isUnderWay(log, before, options)) throw sentElsewhere(dedupeKey, before?.at);
  const to = whoLacksIt(action, before, channel, context);
  if (to === null) return already(announced(before as SentRecord));
  if (to.length === 0) throw partlySent(name, dedupeKey, before?.accepted ?? [], before?.refused ?? []);
  const waitMs = Date.parse(before?.notBefore ?? "") - context.now().getTime();
  if (waitMs > 0) return pending({ dedupeKey }, waitMs);
  const digest = payloadDigestOf(channel.preview(message, dedupeKey));
  if (digest !== action.payloadDigest) throw planStale(`What ${name} would send`, action.payloadDigest, digest);

  context.signal.throwIfAborted();
  const leaving: SentRecord = {
    dedupeKey,
    channel: name,
    revision: (before?.revision ?? 0) + 1,
    state: "sending",
    payloadDigest: action.payloadDigest,
    to,
    accepted: before?.accepted ?? [],
    refused: before?.refused ?? [],
    id: messageIdIn(action.payload),
    at: now(),
    firstAt: before?.firstAt ?? now(),
    notBefore: null,
    settledBy: null,
  };
  await log.record(leaving, options);
  const record = async (fields: Partial<SentRecord>): Promise<SentRecord> => {
    const next: SentRecord = { ...leaving, revision: leaving.revision + 1, at: now(), ...fields };
    // What happened has to be written down, also when somebody wants to stop now.
    await log.record(next, { ...options, signal: undefined });
    return next;
  };
  const later = (ms: number): string => new Date(context.now().getTime() + ms).toISOString();

  let answer: Sent;
  try {
    answer = await channel.send({ message, dedupeKey, to }, options);
  } catch (error) {
    if (!isReleaseError(error) || !["ERR_NOT_SENT", "ERR_CHANNEL_BUSY"].includes(error.code)) {
      // It stays `sending`: nobody knows. The next run tells why, where that can be written down.
      await record({ reason: reasonOf(error) }).catch(() => null);
      throw error;
    }
    const { retryAfterMs } = error.details as { readonly retryAfterMs?: number };
    const state = leaving.accepted.length > 0 ? "partly" : "refused";
    await record({ state, notBefore: retryAfterMs === undefined ? null : later(retryAfterMs) });
    if (retryAfterMs === undefined || isTooOld(leaving, context)) throw error;
    return pending({ dedupeKey }, retryAfterMs);
  }
  const accepted = [...leaving.accepted, ...answer.accepted];
  const refused = [
    ...leaving.refused.filter(({ address }) => !to.includes(address) && !accepted.includes(address)),
    ...answer.refused,
  ];
  const state = refused.length === 0 ? "sent" : accepted.length === 0 ? "refused" : "partly";
  const isLater = refused.some(({ permanent }) => !permanent) && !isTooOld(leaving, context);
  const notBefore = isLater ? later(GREYLISTED_MS) : null;
  const after = await record({ state, accepted, refused, id: answer.id ?? leaving.id, notBefore });
  if (isLater) return pending({ dedupeKey }, GREYLISTED_MS);
  if (refused.length > 0) throw partlySent(name, dedupeKey, accepted, refused);
  return done(announced(after));
}

/** The addresses that it still has to go to; null: everybody has it. */
function whoLacksIt(
  { channel: name, dedupeKey, recipients, payload, payloadDigest }: SendMessage,
  record: SentRecord | null,
  channel: Channel,
  { input, handle }: PerformContext<AnnounceInput>,
): readonly string[] | null {
  const standing = standingOf(record, { payloadDigest, recipients });
  if (standing.is === "sent") return null;
  if (standing.is === "other-text") throw keyUsed(name, dedupeKey, record?.at ?? "");
  if (standing.is === "unknown") {
    if (channel.repeat !== "none" && input.unknown === "stop")
      throw sentUnknown(name, dedupeKey, unknownSince(record), messageIdIn(payload));
    return record?.to ?? [];
  }
  const left = standing.is === "partly" ? standing.left : recipients.map(({ address }) => address);
  if (handle === null) return left;
  // Waited was for those that may take it later; the others are for a person to solve.
  const isFinal = (address: string): boolean =>
    record?.refused.some((one) => one.address === address && one.permanent) === true;
  return left.filter((address) => !isFinal(address));
}

/** Only what a channel said: it leaves its secrets out. */
function reasonOf(error: unknown): string {
  const { reason } = (isReleaseError(error) ? (error.details ?? {}) : {}) as { readonly reason?: unknown };
  return typeof reason === "string" ? reason : "the program that sent it failed";
}

const isTooOld = ({ firstAt }: SentRecord, { now }: PerformContext<AnnounceInput>): boolean =>
  now().getTime() - Date.parse(firstAt) > PATIENCE_MS;

const announced = ({ channel, id, accepted, refused, at }: SentRecord): Announced => ({
  channel,
  id,
  accepted,
  refused,
  at,
});
