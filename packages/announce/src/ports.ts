import type { CallOptions, Json, Warning } from "@signalbox/release-core";

/** What everybody is to be told; each channel makes its own form of it. */
export interface Message {
  /** A mail's subject; chats put it in front where they have no field for it. One line. */
  readonly subject: string;
  /** Plain text, or Markdown of the common kind when `format` says so. It may come from outside: it can ping nobody. */
  readonly text: string;
  readonly format: "text" | "markdown";
  /** Of mails, sent as it is; made from the text where it is missing. */
  readonly html?: string | undefined;
  /** Shown below the text; the first one is where a text that was cut goes on. */
  readonly links?: readonly { readonly title: string; readonly url: string }[] | undefined;
  /** Names of people or groups, as the channel's `mentions` has them. Never raw markup. */
  readonly mentions?: readonly string[] | undefined;
}

export type ChannelKind = "mail" | "slack" | "discord" | "teams" | "google-chat" | "mattermost" | "webhook";

/** One way to people: a mail account, a chat's webhook. */
export interface Channel {
  /** As the configuration names it. */
  readonly name: string;
  readonly kind: ChannelKind;
  /**
   * What sending the same message a second time does. `none`: the other side gives back the first one. `recognisable`:
   * it has the same id, and some servers and programs show it once. `visible`: people see it twice.
   */
  readonly repeat: "none" | "recognisable" | "visible";
  /** What would be sent, recipients included and secrets left out: the plan shows it. Pure. */
  preview(message: Message, dedupeKey: string): ChannelPreview;
  /**
   * Sends once, to the recipients that are named in `to`, all of them when it is missing. Never waits and never repeats.
   * @throws ReleaseError `ERR_NOT_SENT` when nobody got it for certain; `ERR_CHANNEL_BUSY`, the same, with
   * `details.retryAfterMs`; `ERR_SENT_UNKNOWN` when nobody can tell
   */
  send(request: SendRequest, options?: CallOptions): Promise<Sent>;
  /**
   * Reaches the server and sends nothing; absent where the other side offers no such thing.
   * @throws ReleaseError `ERR_NOT_SENT`
   */
  readonly check?: ((options?: CallOptions) => Promise<{ readonly server: string }>) | undefined;
}

export interface ChannelPreview {
  /** The body as it would leave, in the channel's own form. */
  readonly payload: Json;
  /** Addresses of a mail (bcc marked); a chat has one, its own name. */
  readonly recipients: readonly Recipient[];
  readonly warnings: readonly Warning[];
}

export interface Recipient {
  readonly address: string;
  readonly as: "to" | "cc" | "bcc" | "room";
}

export interface SendRequest {
  readonly message: Message;
  /** Of this message on this channel, the same at every repetition: in a mail's Message-ID, in a header or field elsewhere. */
  readonly dedupeKey: string;
  readonly to?: readonly string[] | undefined;
}

export interface Refused {
  readonly address: string;
  readonly reason: string;
  /** False: the same may be taken later (a mail server that greylists). */
  readonly permanent: boolean;
}

export interface Sent {
  /** What the other side calls it; null where it says nothing. */
  readonly id: string | null;
  readonly accepted: readonly string[];
  readonly refused: readonly Refused[];
}

/**
 * What was sent, kept by the caller across processes: the world cannot be asked (law 6). `record` is durable when it
 * returns; it is written before a message leaves and after the answer.
 */
export interface SentLog {
  find(dedupeKey: string, options?: CallOptions): Promise<SentRecord | null>;
  /**
   * Writes the record after the one with the revision before it, or not at all.
   * @throws ReleaseError `ERR_SENT_ELSEWHERE` (use `sentElsewhere`) when that revision is there already
   */
  record(record: SentRecord, options?: CallOptions): Promise<void>;
  /**
   * Of a record that says `sending` and no reason: may who wrote it still be at it? Then nobody is asked to look, and
   * nothing is sent. Absent: nobody knows, and a person is asked.
   */
  isUnderWay?(record: SentRecord, options?: CallOptions): Promise<boolean>;
}

export interface SentRecord {
  readonly dedupeKey: string;
  /** As the configuration names it. */
  readonly channel: string;
  /** From 1. Two who write the same one are two who send at the same time: only one may. */
  readonly revision: number;
  /** `sending`: it left, and nobody saw the answer. */
  readonly state: "sending" | "sent" | "partly" | "refused";
  /** sha256 of the payload: the same key with another text is refused. */
  readonly payloadDigest: string;
  /** Whom the last attempt was for. */
  readonly to: readonly string[];
  readonly accepted: readonly string[];
  readonly refused: readonly Refused[];
  /** What the other side calls it. */
  readonly id: string | null;
  /** ISO 8601: of this record, and of the first one. */
  readonly at: string;
  readonly firstAt: string;
  /** ISO 8601: the other side wants no attempt before. */
  readonly notBefore: string | null;
  /** Who said what became of it, where a person did. */
  readonly settledBy: string | null;
  /** Of `sending`: why nobody knows what became of it. Absent as long as it may be under way. No secret is in it. */
  readonly reason?: string | undefined;
}
