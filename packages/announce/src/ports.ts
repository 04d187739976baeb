import type { CallOptions, Json } from "@signalbox/release-core";

/** What everybody is to be told; each channel makes its own form of it. */
export interface Message {
  /** A mail's subject; chats put it in front where they have no field for it. */
  readonly subject: string;
  /** Plain text, or Markdown of the common kind when `format` says so. */
  readonly text: string;
  readonly format: "text" | "markdown";
  /** Of mails; made from the Markdown where it is missing. */
  readonly html?: string | undefined;
  readonly links?: readonly { readonly title: string; readonly url: string }[] | undefined;
  /** Names of people or groups, as the channel's `mentions` has them. Never raw markup. */
  readonly mentions?: readonly string[] | undefined;
}

/** One way to people: a mail account, a chat's webhook. */
export interface Channel {
  /** As the configuration names it. */
  readonly name: string;
  readonly kind: "mail" | "slack" | "discord" | "teams" | "google-chat" | "mattermost" | "webhook";
  /** What would be sent, recipients included and secrets left out: the plan shows it. Pure. */
  preview(message: Message, dedupeKey: string): ChannelPreview;
  /**
   * Sends to the recipients that are named in `to`, all of them when it is missing.
   * @throws ReleaseError `ERR_NOT_SENT` when nobody got it for certain; `ERR_SENT_UNKNOWN` when nobody can tell
   */
  send(request: SendRequest, options?: CallOptions): Promise<Sent>;
}

export interface ChannelPreview {
  /** The body as it would leave, in the channel's own form. */
  readonly payload: Json;
  /** Addresses of a mail (bcc marked); a chat has one, its own name. */
  readonly recipients: readonly Recipient[];
  readonly warnings: readonly { readonly code: string; readonly message: string; readonly hint: string }[];
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

export interface Sent {
  /** What the other side calls it; null where it says nothing. */
  readonly id: string | null;
  readonly accepted: readonly string[];
  readonly refused: readonly { readonly address: string; readonly reason: string; readonly permanent: boolean }[];
}

/**
 * What was sent, kept by the caller across processes: the world cannot be asked (law 6). `record` is durable when it
 * returns; it is written before a message leaves and after the answer.
 */
export interface SentLog {
  find(dedupeKey: string, options?: CallOptions): Promise<SentRecord | null>;
  record(record: SentRecord, options?: CallOptions): Promise<void>;
}

export interface SentRecord {
  readonly dedupeKey: string;
  /** `sending`: it left, and nobody saw the answer. */
  readonly state: "sending" | "sent" | "partly" | "refused";
  /** sha256 of the payload: the same key with another text is refused. */
  readonly payloadDigest: string;
  readonly accepted: readonly string[];
  readonly refused: readonly { readonly address: string; readonly reason: string; readonly permanent: boolean }[];
  /** ISO 8601. */
  readonly at: string;
}
