import { type CallOptions, contextOf, type Warning } from "@signalbox/release-core";
import { channelInvalid, notSent } from "../errors.js";
import type { Channel, ChannelPreview, Message, Recipient, Sent, SendRequest } from "../ports.js";
import { type Mailbox, mailboxesOf } from "./addresses.js";
import type { Login, MailServer } from "./conversation.js";
import { type Heads, letterOf } from "./letter.js";
import { mailFailure, type Place, refusalOfAll, refusedOf } from "./translate.js";

export interface MailOptions {
  /** As the configuration names it. */
  readonly name: string;
  /** `release@example.org`, or `Release Team <release@example.org>`. */
  readonly from: string;
  readonly to: readonly string[];
  readonly cc?: readonly string[] | undefined;
  /** They stand in the envelope, and in nothing that anybody gets. */
  readonly bcc?: readonly string[] | undefined;
  readonly replyTo?: string | undefined;
  readonly server: MailServer;
  readonly login?: Login | undefined;
}

const HERE = /^(?:localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/;

/**
 * Mail over SMTP with nodemailer. One conversation a mail, all recipients in one envelope; each may be refused alone. The
 * Message-ID is made of the key and the text: a repetition is recognised by who compares it.
 * @throws ReleaseError `ERR_CHANNEL_INVALID` for an address that is none, nobody to write to, and a password in the open
 */
export function mailChannel({ name, server, login, ...given }: MailOptions): Channel {
  const one = (field: string, text: string): Mailbox => mailboxesOf(name, field, [text])[0] as Mailbox;
  const heads: Heads = {
    from: one("from", given.from),
    to: mailboxesOf(name, "to", given.to),
    cc: mailboxesOf(name, "cc", given.cc ?? []),
    replyTo: given.replyTo === undefined ? null : one("replyTo", given.replyTo),
  };
  const bcc = mailboxesOf(name, "bcc", given.bcc ?? []);
  const recipients = unique([
    ...heads.to.map(({ address }) => ({ address, as: "to" as const })),
    ...heads.cc.map(({ address }) => ({ address, as: "cc" as const })),
    ...bcc.map(({ address }) => ({ address, as: "bcc" as const })),
  ]);
  if (recipients.length === 0) throw channelInvalid(name, "it has nobody to write to", "Give it `to`, `cc` or `bcc`.");
  if (server.security === "none" && login !== undefined && !HERE.test(server.host))
    throw channelInvalid(name, "a password would travel in the open", "Set `security` to starttls or tls.");
  const warnings: readonly Warning[] =
    server.security === "none" && !HERE.test(server.host)
      ? [
          {
            code: "mail-in-the-open",
            message: `${name}: the mail travels to ${server.host} unencrypted.`,
            hint: "Set `security` to starttls or tls.",
          },
        ]
      : [];

  const preview = (message: Message, dedupeKey: string): ChannelPreview => ({
    payload: letterOf(heads, message, dedupeKey),
    recipients,
    warnings,
  });

  const send = async ({ message, dedupeKey, to }: SendRequest, options?: CallOptions): Promise<Sent> => {
    const { signal, now } = contextOf(options);
    const letter = letterOf(heads, message, dedupeKey);
    const addresses = to ?? recipients.map(({ address }) => address);
    const { composeMail, converse } = await loadNodemailer(name);
    const bytes = await composeMail(heads, letter, now());
    const delivery = { from: heads.from.address, to: addresses, bytes };
    const end = await converse(server, login ?? null, delivery, signal);
    const place: Place = { channel: name, server, login: login ?? null, dedupeKey, messageId: letter.messageId };
    if ("error" in end) {
      const refused = end.isOut ? null : refusalOfAll(end.error, addresses, place.login);
      if (refused !== null) return { ...refused, id: letter.messageId };
      throw mailFailure(end.error, end.isOut, place);
    }
    const { accepted, rejected, rejectedErrors } = end.answer;
    return { id: letter.messageId, accepted, refused: refusedOf(rejected, rejectedErrors, place.login) };
  };

  const check = async (options?: CallOptions): Promise<{ readonly server: string }> => {
    const { converse } = await loadNodemailer(name);
    const end = await converse(server, login ?? null, null, contextOf(options).signal);
    const place: Place = { channel: name, server, login: login ?? null, dedupeKey: "", messageId: "" };
    if ("error" in end) throw mailFailure(end.error, false, place);
    return { server: server.host };
  };
  return { name, kind: "mail", repeat: "recognisable", preview, send, check };
}

/** An optional peer: who announces in chats alone has no need of it. */
const loadNodemailer = (channel: string): Promise<typeof import("./nodemailer.js")> =>
  import("./nodemailer.js").catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw notSent(channel, `nodemailer cannot be loaded: ${reason}`, "Install it: npm install nodemailer@10.");
  });

/** An address that stands in two lists gets one mail; the list that shows it counts. */
const unique = (all: readonly Recipient[]): readonly Recipient[] =>
  all.filter(({ address }, index) => all.findIndex((other) => other.address === address) === index);
