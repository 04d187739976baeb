import { Readable } from "node:stream";
import MailComposer from "nodemailer/lib/mail-composer";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { Delivered, Delivery, End, Login, MailServer, SmtpError } from "./conversation.js";
import type { Heads, Letter } from "./letter.js";

// The only file that knows nodemailer. It is loaded when a mail is sent, and not when one is planned.

/** The bytes of the mail. `Auto-Submitted` keeps answering machines silent: RFC 3834, section 5. */
export async function composeMail(heads: Heads, letter: Letter, date: Date): Promise<Buffer> {
  const mail = new MailComposer({
    from: heads.from,
    to: [...heads.to],
    cc: [...heads.cc],
    ...(heads.replyTo === null ? {} : { replyTo: heads.replyTo }),
    subject: letter.subject,
    messageId: letter.messageId,
    date,
    text: letter.text,
    html: letter.html,
    headers: { "Auto-Submitted": "auto-generated" },
    xMailer: false,
    // The text is from outside: it must not make this read a file or ask a server.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().build();
}

/**
 * One SMTP conversation: connects, encrypts, logs in, and delivers, or without a delivery says RSET. The text is given out
 * as a stream, to know whether all of it had left: one that breaks off before its end must not be delivered (RFC 5321,
 * section 4.1.1.10), one without an answer may have been.
 */
export async function converse(
  { host, port, security = "starttls", ca, timeoutMs = 60_000 }: MailServer,
  login: Login | null,
  delivery: Delivery | null,
  signal: AbortSignal,
): Promise<End> {
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
    const answer = await new Promise<Delivered>((resolve, reject) => {
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

const NOTHING: Delivered = { accepted: [], rejected: [] };
