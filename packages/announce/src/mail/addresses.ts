import { channelInvalid } from "../errors.js";

export interface Mailbox {
  /** "" for none. */
  readonly name: string;
  readonly address: string;
}

/** One mailbox: no list, no comment, no quoted local part; nothing that could end a line. Source: RFC 5322, section 3.4. */
const ADDRESS = /^[^\s<>@,;:"()[\]\\\p{Cc}]{1,64}@[^\s<>@,;:"()[\]\\\p{Cc}]{1,255}$/u;
const NAMED = /^(?:"([^"\\\p{Cc}]*)"|([^"<>\p{Cc}]*?))\s*<([^<>]*)>$/u;

/** Null for text that is no mailbox. */
export function parseMailbox(text: string): Mailbox | null {
  const named = NAMED.exec(text.trim());
  const address = (named === null ? text : (named[3] ?? "")).trim();
  if (!ADDRESS.test(address)) return null;
  return { name: (named?.[1] ?? named?.[2] ?? "").trim(), address };
}

/** @throws ReleaseError `ERR_CHANNEL_INVALID` */
export function mailboxesOf(channel: string, field: string, texts: readonly string[]): readonly Mailbox[] {
  return texts.map((text) => {
    const mailbox = parseMailbox(text);
    if (mailbox !== null) return mailbox;
    throw channelInvalid(
      channel,
      `${field} has no mail address: ${JSON.stringify(text)}`,
      "Write it as somebody@example.org, or as Some Body <somebody@example.org>.",
    );
  });
}
