import { ReleaseError, type Json } from "@signalbox/release-core";
import type { Refused, SentRecord } from "./ports.js";

/** Nobody got it, for certain. `reason` and `hint` name no address that is a secret. */
export const notSent = (channel: string, reason: string, hint: string, details: Json = null): ReleaseError =>
  new ReleaseError({
    code: "ERR_NOT_SENT",
    message: `${channel}: nothing was sent: ${reason}`,
    hint,
    details: { channel, reason, more: details },
  });

/** Nobody got it, and the other side wants it later. */
export const channelBusy = (channel: string, reason: string, retryAfterMs: number): ReleaseError =>
  new ReleaseError({
    code: "ERR_CHANNEL_BUSY",
    message: `${channel} takes nothing at the moment: ${reason}`,
    hint: `Try again in ${Math.ceil(retryAfterMs / 1000)} s; nothing was sent.`,
    details: { channel, reason, retryAfterMs },
    retryable: true,
  });

/** It left, and the answer was not seen. */
export const sentUnknown = (
  channel: string,
  dedupeKey: string,
  reason: string,
  messageId: string | null,
): ReleaseError =>
  new ReleaseError({
    code: "ERR_SENT_UNKNOWN",
    message: `${channel}: it left, and nobody can tell whether it arrived: ${reason}`,
    hint: unknownHint(channel, dedupeKey, messageId),
    details: { channel, dedupeKey, reason, messageId },
  });

/** What is known of a message that left: why nobody knows more, or no more than when it began. */
export const unknownSince = (record: Pick<SentRecord, "at" | "reason"> | null): string =>
  record?.reason === undefined
    ? `somebody began to send it at ${record?.at ?? "a time that is not known"}, and nothing was written down after that`
    : `${record.reason} (${record.at})`;

/** The next step after an unknown end: look, say what is there, go on. */
function unknownHint(channel: string, dedupeKey: string, messageId: string | null): string {
  const where = messageId === null ? `Look into ${channel}` : `Look for the mail with the Message-ID ${messageId}`;
  const settle = `signalbox announce settle ${JSON.stringify(dedupeKey)}`;
  return `${where}, then say what you see: \`${settle} sent\`, or \`${settle} not-sent\` to have it sent again; then run the same command again.`;
}

/** Some got it, others did not; only those are tried when it is done again. */
export const partlySent = (
  channel: string,
  dedupeKey: string,
  accepted: readonly string[],
  refused: readonly Refused[],
): ReleaseError =>
  new ReleaseError({
    code: "ERR_PARTLY_SENT",
    message: `${channel}: ${refused.length} of ${accepted.length + refused.length} were refused: ${refused
      .map(({ address, reason }) => `${address} (${reason})`)
      .join("; ")}`,
    hint: `Run the same command again when that is solved: only they get it then. Or leave it at that: \`signalbox announce settle ${JSON.stringify(dedupeKey)} sent\`.`,
    details: { channel, dedupeKey, accepted, refused: refused.map((one) => ({ ...one })) },
  });

export const keyUsed = (channel: string, dedupeKey: string, at: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_KEY_USED",
    message: `${channel}: another text went out under the key ${dedupeKey} on ${at}.`,
    hint: "Give it a key of its own, or say that it corrects the first one: `correct: true`, on the command line --correct.",
    details: { channel, dedupeKey, at },
  });

/** Somebody else is at it; for adapters of `SentLog` too: somebody else wrote this revision. `since`: ISO 8601. */
export const sentElsewhere = (dedupeKey: string, since: string | null = null): ReleaseError =>
  new ReleaseError({
    code: "ERR_SENT_ELSEWHERE",
    message: `Another run is sending ${dedupeKey} now${since === null ? "" : `, since ${since}`}.`,
    hint: "Let it end, then run it again: what was sent is found, and not sent twice.",
    details: { dedupeKey, since },
    retryable: true,
  });

export const channelUnknown = (name: string, known: readonly string[]): ReleaseError =>
  new ReleaseError({
    code: "ERR_CHANNEL_UNKNOWN",
    message: `There is no channel ${name}.`,
    hint:
      known.length === 0 ? "Add it to `announce.channels` of the configuration." : `There are: ${known.join(", ")}.`,
    details: { name, known },
  });

export const nothingToSettle = (dedupeKey: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_NOTHING_TO_SETTLE",
    message: `Nothing is open under ${dedupeKey}: it was sent, or never begun.`,
    hint: "Take the key as the error spelled it.",
    details: { dedupeKey },
  });

export const channelInvalid = (name: string, what: string, hint: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_CHANNEL_INVALID",
    message: `The channel ${name} cannot be used: ${what}.`,
    hint,
    details: { name },
  });
