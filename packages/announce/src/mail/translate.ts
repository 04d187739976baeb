import { type ReleaseError, redactText } from "@signalbox/release-core";
import { channelBusy, notSent, sentUnknown } from "../errors.js";
import type { Refused, Sent } from "../ports.js";
import type { Login, MailServer, RefusedRecipient, SmtpError } from "./conversation.js";

export interface Place {
  readonly channel: string;
  readonly server: MailServer;
  readonly login: Login | null;
  readonly dedupeKey: string;
  readonly messageId: string;
}

interface Failure extends Place {
  readonly error: SmtpError;
  readonly isOut: boolean;
  /** What it says, without secrets. */
  readonly said: string;
  /** The server's reply code; 0: it said nothing. */
  readonly reply: number;
}

interface Row {
  readonly when: (failure: Failure) => boolean;
  readonly then: (failure: Failure) => ReleaseError;
}

/** A server that is busy, or greylists, wants it later. Sources: RFC 5321, section 4.2.1; RFC 6647, section 2.1. */
const LATER_MS = 5 * 60_000;

const isCode =
  (...codes: readonly string[]) =>
  ({ error }: Failure): boolean =>
    codes.includes(error.code ?? "");
const isCertificate = ({ error, said }: Failure): boolean =>
  /certificate|self.signed|altname|unable to verify/i.test(
    `${said} ${String((error.cause as Error | undefined)?.message)}`,
  );
const refuses =
  (hint: (failure: Failure) => string) =>
  (failure: Failure): ReleaseError =>
    notSent(failure.channel, failure.said, hint(failure), {
      reply: failure.reply,
      command: failure.error.command ?? null,
    });
const at = ({ server: { host, port } }: Failure): string => (port === undefined ? host : `${host}:${port}`);

/** What failures of the conversation mean; the first row that fits counts. */
const ROWS: readonly Row[] = [
  {
    when: ({ isOut, reply }) => isOut && reply === 0,
    then: ({ channel, dedupeKey, said, messageId }) => sentUnknown(channel, dedupeKey, said, messageId),
  },
  {
    when: ({ reply }) => reply >= 400 && reply < 500,
    then: ({ channel, said }) => channelBusy(channel, said, LATER_MS),
  },
  {
    when: isCode("EAUTH", "ENOAUTH"),
    then: refuses(({ login, error }) =>
      login === null || /missing credentials/i.test(error.message)
        ? "The server wants a login: give the channel `user` and `passwordFrom`."
        : `${login.user} and its password are not taken: correct them in the environment. Some servers want a password made for programs.`,
    ),
  },
  {
    when: isCertificate,
    then: refuses(
      (failure) =>
        `The certificate of ${at(failure)} is not trusted: use the name that is in it, or name its authority with NODE_EXTRA_CA_CERTS.`,
    ),
  },
  {
    when: (failure) => isCode("ETLS", "EREQUIRETLS")(failure) || failure.error.command === "STARTTLS",
    then: refuses(
      (failure) =>
        `${at(failure)} does not encrypt this way: set the channel's \`security\` to tls (port 465), or use another port.`,
    ),
  },
  {
    when: ({ error, reply }) => error.command === "MAIL FROM" && reply >= 500,
    then: refuses(
      () => "The server does not let this login write as `from`: set the channel's `from` to its own address.",
    ),
  },
  {
    when: ({ reply }) => reply === 552,
    then: refuses(() => "The mail is too large for the server: shorten it, and link to the rest."),
  },
  { when: ({ reply }) => reply >= 500, then: refuses(() => "The server does not take it: its answer says why.") },
  {
    when: isCode("EDNS", "ESOCKET", "ECONNECTION", "ETIMEDOUT"),
    then: refuses((failure) => `Check that ${at(failure)} can be reached from here: name, port, firewall.`),
  },
];

/** The only place that knows how nodemailer fails. */
export function mailFailure(error: SmtpError, isOut: boolean, place: Place): ReleaseError {
  const said = hidden(error.response ?? error.message, place.login);
  const failure = { ...place, error, isOut, said, reply: error.responseCode ?? 0 };
  const row = ROWS.find(({ when }) => when(failure));
  return row?.then(failure) ?? refuses(() => "Run it again; nothing was sent.")(failure);
}

/** Null when the failure is not about recipients. */
export function refusalOfAll(error: SmtpError, to: readonly string[], login: Login | null): Sent | null {
  if (error.rejectedErrors === undefined || error.rejected?.length !== to.length) return null;
  return { id: null, accepted: [], refused: refusedOf(error.rejected, error.rejectedErrors, login) };
}

export function refusedOf(
  rejected: readonly string[],
  errors: readonly RefusedRecipient[] | undefined,
  login: Login | null,
): readonly Refused[] {
  return rejected.map((address, index) => {
    const error = errors?.find(({ recipient }) => recipient === address) ?? errors?.[index];
    const reason = hidden(error?.response ?? "refused", login);
    return { address, reason, permanent: (error?.responseCode ?? 550) >= 500 };
  });
}

const hidden = (text: string, login: Login | null): string => {
  const secrets = login === null ? [] : spellingsOf(login);
  return redactText(text.replace(/\s+/g, " ").trim(), secrets).slice(0, 300);
};

/** As it is, and as AUTH LOGIN and AUTH PLAIN carry it: some servers repeat the line that they do not take. */
const spellingsOf = ({ user, password }: Login): readonly string[] => [
  password,
  ...[password, `\0${user}\0${password}`].map((text) => Buffer.from(text).toString("base64")),
];
