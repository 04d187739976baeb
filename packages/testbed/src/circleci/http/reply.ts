import type { ServerResponse } from "node:http";
import type { CircleFault } from "./faults.js";
import type { Refusal } from "./refusal.js";

/** An answer before it is sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

export const jsonReply = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: { "content-type": "application/json;charset=utf-8", ...headers },
  bytes: Buffer.from(JSON.stringify(body)),
});

export const refusalReply = ({ status, message }: Refusal): Reply => jsonReply(status, { message });

/** What a fault answers instead; null: it answers nothing of its own. */
export function faultReply(fault: CircleFault | null): Reply | null {
  switch (fault?.kind) {
    case "429": {
      const { retryAfter = 1 } = fault;
      const headers: Record<string, string> = retryAfter === null ? {} : { "retry-after": String(retryAfter) };
      return jsonReply(429, { message: "Rate limit exceeded" }, headers);
    }
    case "500":
    case "503":
      return jsonReply(Number(fault.kind), { message: "Internal server error" });
    case "page":
      return { status: 502, headers: { "content-type": "text/html" }, bytes: Buffer.from("<h1>502 Bad Gateway</h1>") };
    case "shape":
      return jsonReply(200, { items: [{ id: 7 }], next_page_token: null, id: 7 });
    default:
      return null;
  }
}

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
