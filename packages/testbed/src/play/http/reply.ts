import type { ServerResponse } from "node:http";
import { type Refusal, refusalBody } from "./refusal.js";

/** An answer before it is sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

export function jsonReply(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  if (body === undefined) return { status, headers, bytes: Buffer.alloc(0) };
  const type = { "content-type": "application/json; charset=UTF-8" };
  return { status, headers: { ...type, ...headers }, bytes: Buffer.from(JSON.stringify(body)) };
}

export function refusalReply({ fields }: Refusal): Reply {
  const retry = fields.retryAfter === undefined ? {} : { "retry-after": String(fields.retryAfter) };
  return jsonReply(fields.status, refusalBody(fields), retry);
}

/** What a proxy in front of Google says. */
export const pageReply: Reply = {
  status: 502,
  headers: { "content-type": "text/html; charset=UTF-8" },
  bytes: Buffer.from(
    "<html><title>Error 502 (Server Error)!!1</title><p>The server encountered a temporary error.</html>",
  ),
};

/** Sends it; `cut` ends the connection after half of the bytes. */
export async function send(response: ServerResponse, reply: Reply, cut: boolean): Promise<void> {
  if (response.destroyed) return;
  response.writeHead(reply.status, { ...reply.headers, "content-length": String(reply.bytes.length) });
  if (!cut) {
    await new Promise<void>((sent) => response.once("close", sent).end(reply.bytes, sent));
    return;
  }
  await new Promise((sent) => response.write(reply.bytes.subarray(0, Math.floor(reply.bytes.length / 2)), sent));
  response.destroy();
}
