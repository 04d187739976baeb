import type { AddressInfo, Socket } from "node:net";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { makeServerCertificate } from "./certificate.js";
import { type SmtpRule, smtpRules } from "./rules.js";

export interface SmtpOptions {
  /** User → password. Default: nobody has to log in. */
  readonly users?: Readonly<Record<string, string>>;
  /** Default `starttls`. */
  readonly security?: "starttls" | "tls" | "none";
  readonly rules?: readonly SmtpRule[];
}

/** A mail that was taken. */
export interface TakenMail {
  /** Of the envelope. */
  readonly from: string;
  readonly to: readonly string[];
  /** As it came, headers first. */
  readonly raw: string;
  /** A header, unfolded; null: it is not there. */
  header(name: string): string | null;
  readonly isEncrypted: boolean;
  readonly user: string | null;
}

/** A mail server on loopback, by `smtp-server`, with a certificate made for it. */
export interface Smtp {
  readonly host: "127.0.0.1";
  readonly port: number;
  /** PEM, to be trusted. */
  readonly certificate: string;
  /** All that was taken, oldest first; also what nobody was told of. */
  readonly mails: readonly TakenMail[];
  /** How many came, with or without a mail. */
  readonly connections: number;
  setRules(rules: readonly SmtpRule[]): void;
  clear(): void;
  close(): Promise<void>;
}

export async function startSmtp({ users = {}, security = "starttls", rules = [] }: SmtpOptions = {}): Promise<Smtp> {
  const { key, certificate } = makeServerCertificate();
  const mails: TakenMail[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  let dueAt = smtpRules(rules);
  const needsLogin = Object.keys(users).length > 0;

  /** `go` when nothing is wrong; answers, or does not, as the rule says. */
  const meet = (
    rule: SmtpRule | null,
    session: SMTPServerSession,
    end: (error?: Error) => void,
    go: () => void,
  ): void => {
    if (rule === null || rule.kind === "run") return go();
    if (rule.kind === "refuse")
      return end(Object.assign(new Error(rule.text ?? "no"), { responseCode: rule.code ?? 550 }));
    if (rule.kind === "drop")
      for (const socket of sockets) if (socket.remotePort === session.remotePort) socket.destroy();
  };
  const server = new SMTPServer({
    key,
    cert: certificate,
    secure: security === "tls",
    authOptional: !needsLogin,
    disabledCommands: [...(security === "none" ? ["STARTTLS"] : []), ...(needsLogin ? [] : ["AUTH"])],
    allowInsecureAuth: security === "none",
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect: (session, end) => meet(dueAt("connect"), session, end, end),
    onAuth: ({ username = "", password }, session, end) =>
      meet(dueAt("auth"), session, end, () =>
        users[username] === password && password !== undefined
          ? end(null, { user: username })
          : end(Object.assign(new Error("Authentication failed"), { responseCode: 535 })),
      ),
    onMailFrom: ({ address }, session, end) => meet(dueAt("mail", address), session, end, end),
    onRcptTo: ({ address }, session, end) => meet(dueAt("rcpt", address), session, end, end),
    onData: (stream, session, end) => {
      meet(dueAt("data"), session, end, () => {
        const chunks: Buffer[] = [];
        stream.on("data", (chunk: Buffer) => chunks.push(chunk));
        stream.on("end", () => {
          const rule = dueAt("end");
          // Who refuses it has not taken it.
          if (rule?.kind !== "refuse") mails.push(takenMail(session, Buffer.concat(chunks).toString("utf8")));
          meet(rule, session, end, () => end());
        });
      });
      stream.resume();
    },
  });
  server.on("error", () => undefined); // connections that are dropped on purpose
  server.server.on("connection", (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((listening, failure) => {
    server.server.once("error", failure);
    server.listen(0, "127.0.0.1", listening);
  });
  return {
    host: "127.0.0.1",
    port: (server.server.address() as AddressInfo).port,
    certificate,
    mails,
    get connections() {
      return connections;
    },
    setRules: (next) => {
      dueAt = smtpRules(next);
    },
    clear: () => {
      mails.length = 0;
      connections = 0;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((closed) => server.close(closed));
    },
  };
}

function takenMail({ envelope, secure, user }: SMTPServerSession, raw: string): TakenMail {
  const head = (raw.split(/\r?\n\r?\n/, 1)[0] ?? "").replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  return {
    from: envelope.mailFrom === false ? "" : envelope.mailFrom.address,
    to: envelope.rcptTo.map(({ address }) => address),
    raw,
    header: (name) => {
      const line = head.find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
      return line === undefined ? null : line.slice(name.length + 1).trim();
    },
    isEncrypted: secure,
    user: typeof user === "string" ? user : null,
  };
}
