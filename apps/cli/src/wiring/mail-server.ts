import { channelInvalid } from "@signalbox/announce";
import type { MailOptions } from "@signalbox/announce/mail";
import type { MailChannelConfig } from "../config/announce-types.js";

type Reached = Pick<MailOptions, "server" | "login">;

/** The server and the login of a mail channel: of its URL, else of its fields. `secret` reads the environment. */
export function mailServerOf(
  name: string,
  config: MailChannelConfig,
  secret: (variable: string) => string | null,
): Reached {
  const { host, port, user, passwordFrom = "SMTP_PASSWORD", urlFrom = "SMTP_URL" } = config;
  if (host === undefined) return ofUrl(name, urlFrom, secret(urlFrom), config);
  const server = { host, port, security: config.security };
  if (user === undefined) return { server };
  const password = secret(passwordFrom);
  if (password === null)
    throw channelInvalid(name, `${passwordFrom} is not set`, `Set ${passwordFrom} to the password of ${user}.`);
  return { server, login: { user, password } };
}

function ofUrl(name: string, variable: string, text: string | null, { security }: MailChannelConfig): Reached {
  const example = "smtp://user:password@mail.example.org:587, or smtps://… for port 465";
  if (text === null)
    throw channelInvalid(
      name,
      `${variable} is not set`,
      `Set ${variable} to ${example}; or give the channel a \`host\`.`,
    );
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === "")
    throw channelInvalid(name, `${variable} is no address of a mail server`, `Set ${variable} to ${example}.`);
  const server = {
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? undefined : Number(url.port),
    security: security ?? (url.protocol === "smtps:" ? ("tls" as const) : ("starttls" as const)),
  };
  if (url.username === "") return { server };
  try {
    return { server, login: { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) } };
  } catch {
    const hint = `Write a % in ${variable} as %25; the password alone can stand in a variable of its own: \`host\`, \`user\`, \`passwordFrom\`.`;
    throw channelInvalid(name, `the user or the password in ${variable} has a % that begins no escape`, hint);
  }
}
