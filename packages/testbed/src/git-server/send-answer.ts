import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { type CgiHeader, readCgiHeader } from "./cgi-header.js";

export interface Sending {
  /** The head of the answer; null when it stands before it, as CGI programs write it. */
  readonly head: Pick<CgiHeader, "status" | "headers"> | null;
  /** Cut the answer in half and close the connection. */
  readonly truncate: boolean;
  /** The client went away. */
  readonly signal?: AbortSignal;
}

/** Sends what git answers, as it comes. @throws Error when it ends without a head, or the client went away */
export async function sendAnswer(
  source: AsyncIterable<Buffer> | Iterable<Buffer>,
  response: ServerResponse,
  { head: known, truncate, signal }: Sending,
): Promise<void> {
  let head: Sending["head"] = known;
  let bytes: Buffer = Buffer.alloc(0);
  if (head !== null) response.writeHead(head.status, head.headers);
  for await (const chunk of source) {
    if (head !== null && !truncate) {
      await send(response, chunk, signal);
      continue;
    }
    bytes = Buffer.concat([bytes, chunk]);
    if (head !== null) continue;
    const read = readCgiHeader(bytes);
    if (read === null) continue;
    head = read;
    response.writeHead(head.status, head.headers);
    bytes = read.rest;
    if (!truncate) await send(response, bytes, signal);
  }
  if (head === null) throw new Error("git ended without an answer");
  if (!truncate) {
    response.end();
    return;
  }
  await new Promise((sent) => response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), sent));
  response.destroy();
}

async function send(response: ServerResponse, chunk: Buffer, signal: AbortSignal | undefined): Promise<void> {
  if (chunk.length > 0 && !response.write(chunk)) await once(response, "drain", { ...(signal && { signal }) });
}
