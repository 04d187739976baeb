import type { Action, Json } from "@signalbox/release-core";
import type { ChannelKind, Recipient, Refused } from "../ports.js";

/** One message on one channel. It names all recipients, also those that have it: so a resumed plan is the approved one. */
export interface SendMessage extends Action {
  readonly type: "send-message";
  readonly channel: string;
  readonly channelKind: ChannelKind;
  readonly dedupeKey: string;
  readonly recipients: readonly Recipient[];
  readonly payload: Json;
  /** sha256 of `{ payload, recipients }`. */
  readonly payloadDigest: string;
}

export interface Announced {
  readonly channel: string;
  /** What the other side calls it: a Message-ID, the id of a chat line. */
  readonly id: string | null;
  readonly accepted: readonly string[];
  /** Whom a person gave up. */
  readonly refused: readonly Refused[];
  /** ISO 8601. */
  readonly at: string;
}
