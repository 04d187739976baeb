import type { Agent, ClientRequest, IncomingMessage } from "node:http";

/** One request and its whole answer. */
export interface Sending {
  readonly method: "GET" | "POST" | "PUT";
  readonly headers: Readonly<Record<string, string>>;
  /** Text, or what writes the body; it ends when that has ended. */
  readonly body: string | ((sink: Sink) => Promise<void>);
  readonly signal: AbortSignal;
  readonly agent?: Agent | undefined;
  /** Without a byte for this long the connection is given up. */
  readonly idleMs: number;
}

/** Settles when the bytes have left, so that whoever writes keeps the pace of the network. */
export type Sink = (bytes: Uint8Array) => Promise<void>;

export interface Exchanged {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

const LONGEST_ANSWER = 1024 * 1024;

/**
 * Sends over `node:http(s)`: the global `fetch` gives no word of how far a body is, and costs 40 MB.
 * Rejects when the connection breaks, before or in the answer; an early answer ends the sending.
 */
export async function exchange(url: URL, sending: Sending): Promise<Exchanged> {
  sending.signal.throwIfAborted();
  const { request } = url.protocol === "https:" ? await import("node:https") : await import("node:http");
  const { method, headers, body, signal, agent, idleMs } = sending;
  const outgoing = request(url, { method, headers, signal, ...(agent === undefined ? {} : { agent }) });
  outgoing.setTimeout(idleMs, () => outgoing.destroy(new Error(`no byte for ${idleMs / 1000} s`)));
  const answered = new Promise<Exchanged>((resolve, reject) => {
    outgoing.once("response", (message) => void read(message).then(resolve, reject));
    outgoing.on("error", reject);
  });
  const written = write(outgoing, body);
  try {
    return await Promise.race([answered, written.then(() => answered)]);
  } finally {
    // Who writes must have ended before the caller reads the same file anew.
    if (!outgoing.writableFinished) outgoing.destroy();
    await Promise.allSettled([written, answered]);
  }
}

async function write(outgoing: ClientRequest, body: Sending["body"]): Promise<void> {
  if (typeof body === "string") {
    outgoing.end(body);
    return;
  }
  try {
    await body(sinkOf(outgoing));
    outgoing.end();
  } catch (error) {
    outgoing.destroy();
    throw error;
  }
}

const sinkOf =
  (outgoing: ClientRequest): Sink =>
  (bytes) =>
    new Promise((sent, failed) => {
      if (outgoing.destroyed) return failed(new ConnectionEnded());
      const over = (): void => failed(new ConnectionEnded());
      outgoing.once("close", over);
      outgoing.write(bytes, (error) => {
        outgoing.off("close", over);
        if (error === null || error === undefined) sent();
        else failed(error);
      });
    });

class ConnectionEnded extends Error {
  override readonly message = "the connection ended";
}

async function read(message: IncomingMessage): Promise<Exchanged> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LONGEST_ANSWER) throw new Error("the answer is longer than a megabyte");
    chunks.push(chunk);
  }
  return { status: message.statusCode ?? 0, headers: message.headers, text: Buffer.concat(chunks).toString("utf8") };
}

/** One value of a header. */
export const headerOf = ({ headers }: Exchanged, name: string): string | null => {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
};

/** @throws Error when it is none, as when a page comes in between */
export function jsonOf({ text }: Exchanged): unknown {
  try {
    return JSON.parse(text === "" ? "{}" : text) as unknown;
  } catch {
    throw new Error("the answer breaks off, or is a page");
  }
}
