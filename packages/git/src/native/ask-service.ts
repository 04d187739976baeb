import type { IncomingMessage } from "node:http";

/** One request to `<url>/git-upload-pack`, or to `<url>/git-receive-pack`. */
export interface Question {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
  /** How long it may say nothing, milliseconds. Default 5000. */
  readonly silenceMs?: number | undefined;
}

/** Why there is no answer. `refused`: there is one, of another kind; `silent`: nothing came. */
export type NoAnswer = "refused" | "silent";

const SILENCE_MS = 5000;
/** The connection itself failed, which says nothing about the next time. */
const NETWORK = /^(?:E(?:CONN|HOST|NET|TIMEDOUT|PIPE|AI_)|UND_)/;

/**
 * A command of protocol version 2 (gitprotocol-v2(5)), without the greeting that `git` asks for first. Servers keep no
 * state between requests (gitprotocol-http(5)), so each that speaks version 2 answers it. Never throws.
 *
 * @param onSent called when the request is on its way, or will never be
 */
export const askUploadPack = (
  question: Question,
  body: string,
  onSent?: () => void,
): Promise<IncomingMessage | NoAnswer> => ask("git-upload-pack", question, body, onSent);

/** The same for a push, which knows no version 2. Never throws. */
export const askReceivePack = (question: Question, body: Buffer): Promise<IncomingMessage | NoAnswer> =>
  ask("git-receive-pack", question, body);

async function ask(
  service: "git-upload-pack" | "git-receive-pack",
  question: Question,
  body: string | Buffer,
  onSent: () => void = () => undefined,
): Promise<IncomingMessage | NoAnswer> {
  const url = new URL(`${question.url.replace(/\/+$/, "")}/${service}`);
  const result = `application/x-${service}-result`;
  const { request } = url.protocol === "https:" ? await import("node:https") : await import("node:http");
  const answered = new Promise<IncomingMessage | NoAnswer>((resolve) => {
    const asked = request(url, {
      method: "POST",
      agent: false,
      timeout: question.silenceMs ?? SILENCE_MS,
      ...(question.signal === undefined ? {} : { signal: question.signal }),
      headers: {
        ...question.headers,
        "user-agent": "git/2 (signalbox)",
        "content-type": `application/x-${service}-request`,
        accept: result,
        ...(service === "git-upload-pack" ? { "git-protocol": "version=2" } : {}),
        "content-length": String(Buffer.byteLength(body)),
      },
    });
    asked.on("timeout", () => asked.destroy());
    asked.on("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code === undefined || NETWORK.test(error.code) ? "silent" : "refused"),
    );
    asked.on("response", (response) => {
      if (response.statusCode === 200 && response.headers["content-type"] === result) return void resolve(response);
      resolve(isForNow(response.statusCode ?? 500) ? "silent" : "refused");
      asked.destroy();
    });
    asked.end(body);
    // Node connects and writes in turns of the event loop: whoever works for long when he hears of it would hold it up.
    setImmediate(() => setImmediate(onSent));
  });
  return await answered.finally(onSent);
}

/** A server that is busy or broken; another time it may answer. */
const isForNow = (status: number): boolean => status >= 500 || status === 429;

/** gitprotocol-common(5): a line begins with its own length in four hex digits; 0000 ends, 0001 divides. */
export const line = (text: string): string => `${(text.length + 5).toString(16).padStart(4, "0")}${text}\n`;
