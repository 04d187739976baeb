import type { Agent, IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { TransportInit } from "./transport.js";

export interface Outgoing {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: TransportInit["body"];
  readonly signal: AbortSignal | null;
}

export interface Way {
  readonly agent: Agent;
  readonly timeoutMs: number;
}

/** One request on one connection; resolves with the head of the answer. */
export async function sendOnce(url: URL, outgoing: Outgoing, { agent, timeoutMs }: Way): Promise<IncomingMessage> {
  const { method, body, signal } = outgoing;
  signal?.throwIfAborted();
  const { request } = url.protocol === "https:" ? await import("node:https") : await import("node:http");
  const headers = { "accept-encoding": "gzip, br", ...outgoing.headers, ...lengthOf(body) };
  return new Promise((resolve, reject) => {
    const sending = request(url, { method, headers, agent, ...(signal === null ? {} : { signal }) });
    sending.setTimeout(timeoutMs, () => sending.destroy(new Error(`no byte for ${timeoutMs / 1000} s`)));
    sending.once("response", resolve);
    // Stays, so that a connection that breaks later is told where the body is read and nowhere else.
    sending.on("error", reject);
    if (isStream(body)) pipeline(Readable.from(body), sending).catch(reject);
    else sending.end(body === null || body === undefined ? undefined : bytesOf(body));
  });
}

const isStream = (body: TransportInit["body"]): body is AsyncIterable<Uint8Array | string> =>
  typeof body === "object" && body !== null && Symbol.asyncIterator in body;

const bytesOf = (body: string | Uint8Array | ArrayBuffer): string | Uint8Array =>
  body instanceof ArrayBuffer ? new Uint8Array(body) : body;

/** Of a stream, the caller knows it; without, it is sent in chunks. */
function lengthOf(body: TransportInit["body"]): Readonly<Record<string, string>> {
  if (body === null || body === undefined || isStream(body)) return {};
  return { "content-length": String(Buffer.byteLength(body)) };
}
