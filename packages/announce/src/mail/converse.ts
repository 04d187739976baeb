import { Readable } from "node:stream";
import type SMTPConnectionType from "nodemailer/lib/smtp-connection";

/** How nodemailer fails, as far as it is read here. */
export interface SmtpError {
  readonly message: string;
  readonly code?: string | undefined;
  /** What the server said, its code in front. */
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly command?: string | undefined;
  readonly cause?: unknown;
  readonly rejected?: readonly string[] | undefined;
  readonly rejectedErrors?: readonly RefusedRecipient[] | undefined;
}

export interface RefusedRecipient {
  readonly recipient?: string | undefined;
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
}

/** How the server is reached. */
export interface MailServer {
  readonly host: string;
  /** Default: 587, with `tls` 465, with `none` 25. */
  readonly port?: number | undefined;
  /**
   * `starttls` (default): encrypted after the greeting, or nothing is sent. `tls`: encrypted from the first byte. `none`:
   * in the open, for a server on this machine.
   */
  readonly security?: "starttls" | "tls" | "none" | undefined;
  /** PEM of an authority that the machine does not know. */
  readonly ca?: string | undefined;
  /** No byte for so long, and the connection counts as lost. Default: one minute. */
  readonly timeoutMs?: number | undefined;
}

export interface Login {
  readonly user: string;
  /** Secret. */
  readonly password: string;
}

/** What became of a conversation. `isOut`: the whole text had left, so that without an answer nobody knows. */
export type End =
  { readonly answer: SMTPConnectionType.SentMessageInfo } | { readonly error: SmtpError; readonly isOut: boolean };

export interface Delivery {
  readonly from: string;
  readonly to: readonly string[];
  readonly bytes: Buffer;
}

/**
 * One SMTP conversation: connects, encrypts, logs in, and delivers, or without a delivery says NOOP. The text is given out
 * as a stream, to know whether all of it had left: one that breaks off before its end must not be delivered (RFC 5321,
 * section 4.1.1.10), one without an answer may have been.
 */
export async function converse(
  { host, port, security = "starttls", ca, timeoutMs = 60_000 }: MailServer,
  login: Login | null,
  delivery: Delivery | null,
  signal: AbortSignal,
): Promise<End> {
  const { default: SMTPConnection } = (await import("nodemailer/lib/smtp-connection")) as unknown as {
    readonly default: typeof SMTPConnectionType;
  };
  const connection = new SMTPConnection({
    host,
    port: port ?? { starttls: 587, tls: 465, none: 25 }[security],
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    tls: { minVersion: "TLSv1.2", ...(ca === undefined ? {} : { ca }) },
  });
  let isOut = false;
  const text = async function* (bytes: Buffer): AsyncGenerator<Buffer> {
    yield bytes;
    isOut = true;
  };
  const stop = (): void => connection.close();
  try {
    signal.throwIfAborted();
    signal.addEventListener("abort", stop, { once: true });
    const answer = await new Promise<SMTPConnectionType.SentMessageInfo>((resolve, reject) => {
      connection.on("error", reject);
      connection.on("end", () => reject(Object.assign(new Error("Connection closed"), { code: "ECONNECTION" })));
      const deliver = (error?: SmtpError | null): void => {
        if (error) return reject(error);
        if (delivery === null) return connection.reset((failed) => (failed ? reject(failed) : resolve(NOTHING)));
        const envelope = { from: delivery.from, to: [...delivery.to] };
        connection.send(envelope, Readable.from(text(delivery.bytes)), (failed, sent) =>
          failed ? reject(failed) : resolve(sent),
        );
      };
      connection.connect((error) => {
        if (error) return reject(error);
        if (login === null) return deliver();
        connection.login({ credentials: { user: login.user, pass: login.password } }, deliver);
      });
    });
    connection.quit();
    return { answer };
  } catch (error) {
    connection.close();
    return { error: error as SmtpError, isOut };
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

const NOTHING = { accepted: [], rejected: [], response: "", envelopeTime: 0, messageTime: 0, messageSize: 0 };
