import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream";

/** The part of a `Response` that Octokit reads. */
export interface Answer {
  readonly status: number;
  readonly statusText: string;
  /** The URL that answered, after redirects. */
  readonly url: string;
  readonly headers: ReadonlyMap<string, string>;
  /** Only of an answer that was asked for as a stream. */
  readonly body: Readable | null;
  text(): Promise<string>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Reads an answer to its end, unless a good one is wanted as a stream. */
export async function answerOf(url: URL, message: IncomingMessage, isStreamed: boolean): Promise<Answer> {
  const status = message.statusCode ?? 0;
  const head = { status, statusText: message.statusMessage ?? "", url: url.href, headers: headersOf(message) };
  const stream = await decoded(message);
  if (isStreamed && status < 300)
    return {
      ...head,
      body: stream,
      ...readers(() => (stream.readableEnded ? Promise.resolve(Buffer.alloc(0)) : read(stream))),
    };
  const bytes = await read(stream);
  return { ...head, body: null, ...readers(() => Promise.resolve(bytes)) };
}

const readers = (bytes: () => Promise<Buffer>): Pick<Answer, "text" | "arrayBuffer"> => ({
  text: async () => (await bytes()).toString("utf8"),
  arrayBuffer: async () => new Uint8Array(await bytes()).buffer,
});

async function read(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Errors of either end come out of the stream that is read. */
async function decoded(message: IncomingMessage): Promise<Readable> {
  const encoding = message.headers["content-encoding"]?.toLowerCase();
  if (encoding !== "gzip" && encoding !== "br") return message;
  const { createBrotliDecompress, createGunzip } = await import("node:zlib");
  return pipeline(message, encoding === "gzip" ? createGunzip() : createBrotliDecompress(), () => undefined);
}

function headersOf({ headers }: IncomingMessage): ReadonlyMap<string, string> {
  const pairs = Object.entries(headers).map(
    ([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")] as const,
  );
  return new Map(pairs);
}
