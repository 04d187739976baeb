import type { Recipient, SentRecord } from "../ports.js";

/** What the log says of a message. */
export type Standing =
  | { readonly is: "unsent" | "unknown" | "sent" | "other-text" }
  /** `left`: who has not got it. */
  | { readonly is: "partly"; readonly left: readonly string[] };

/** Compares what was recorded with what is wished. Pure. */
export function standingOf(
  record: SentRecord | null,
  wished: { readonly payloadDigest: string; readonly recipients: readonly Recipient[] },
): Standing {
  if (record === null) return { is: "unsent" };
  const isOther = record.payloadDigest !== wished.payloadDigest;
  if (record.state === "refused" && record.accepted.length === 0) return { is: "unsent" };
  if (isOther) return { is: "other-text" };
  if (record.state === "sending") return { is: "unknown" };
  if (record.state === "sent") return { is: "sent" };
  const left = wished.recipients.map(({ address }) => address).filter((one) => !record.accepted.includes(one));
  return left.length === 0 ? { is: "sent" } : { is: "partly", left };
}
