import type { Message } from "../ports.js";
import { htmlOf } from "../text/html.js";
import { messageIdOf } from "../message-id.js";
import type { Mailbox } from "./addresses.js";

/** Who writes to whom; bcc is no part of what is written. */
export interface Heads {
  readonly from: Mailbox;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly replyTo: Mailbox | null;
}

/** A mail as it would leave, but for its date and boundaries. A type: only that is JSON to the compiler. */
export type Letter = {
  readonly from: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly replyTo: string | null;
  readonly subject: string;
  readonly messageId: string;
  readonly text: string;
  readonly html: string;
};

export function letterOf({ from, to, cc, replyTo }: Heads, message: Message, dedupeKey: string): Letter {
  const links = (message.links ?? []).map(({ title, url }) => (title === url ? url : `${title}: ${url}`));
  const letter = {
    from: written(from),
    to: to.map(written),
    cc: cc.map(written),
    replyTo: replyTo === null ? null : written(replyTo),
    // Once more: a caller without the operation's schema must not write headers either.
    subject: message.subject.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " "),
    text: `${[message.text.replace(/(?<!\n)\n+$/, ""), ...(links.length === 0 ? [] : ["", ...links])].join("\n")}\n`,
    html: message.html ?? htmlOf(message),
  };
  const domain = from.address.slice(from.address.lastIndexOf("@") + 1);
  return { ...letter, messageId: messageIdOf({ dedupeKey, ...letter }, domain) };
}

const written = ({ name, address }: Mailbox): string =>
  name === "" ? address : `${/^[\p{L}\p{N} ._'-]+$/u.test(name) ? name : JSON.stringify(name)} <${address}>`;
