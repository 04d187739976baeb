import type { ServerResponse } from "node:http";
import type { Problem } from "./problem.js";

/** An answer before it is sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

const DOCUMENTATION = "https://docs.github.com/rest";

/** Text for JSON, bytes as they are, nothing for undefined. */
export function replyOf(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  if (Buffer.isBuffer(body)) return { status, headers, bytes: body };
  if (body === undefined) return { status, headers, bytes: Buffer.alloc(0) };
  const type = { "content-type": "application/json; charset=utf-8" };
  return { status, headers: { ...type, ...headers }, bytes: Buffer.from(JSON.stringify(body)) };
}

/** GitHub's error answer. */
export function problemReply(problem: Problem): Reply {
  return replyOf(problem.status, problemBody(problem), problem.more.headers);
}

export function problemBody({ status, message, more }: Problem): Record<string, unknown> {
  return {
    message,
    ...(more.errors === undefined ? {} : { errors: more.errors }),
    documentation_url: DOCUMENTATION,
    status: String(status),
    ...more.body,
  };
}

/** Sends it; `cut` ends the connection after half of the bytes. */
export async function send(response: ServerResponse, reply: Reply, cut: boolean): Promise<void> {
  if (response.destroyed) return;
  const length = { "content-length": String(reply.bytes.length) };
  const bodyless = reply.status === 204 || reply.status === 304;
  response.writeHead(reply.status, { ...reply.headers, ...(bodyless ? {} : length) });
  if (!cut) {
    await new Promise<void>((sent) => {
      response.once("close", sent);
      response.end(bodyless ? undefined : reply.bytes, sent);
    });
    return;
  }
  await new Promise((sent) => response.write(reply.bytes.subarray(0, Math.floor(reply.bytes.length / 2)), sent));
  response.destroy();
}
