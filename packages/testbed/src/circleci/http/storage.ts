import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** The storage service behind artifacts: another origin, whose addresses are secrets of their own. */
export interface Storage {
  /** An address that works once for all who know it. */
  addressOf(content: string): string;
  close(): Promise<void>;
}

/** Whoever sends it a token has leaked it. */
export async function startStorage(violation: (text: string) => void): Promise<Storage> {
  const contents = new Map<string, string>();
  const server = createServer((incoming, response) => {
    const leaked = ["circle-token", "authorization", "cookie"].filter((name) => name in incoming.headers);
    if (leaked.length > 0) violation(`${leaked.join(", ")} was sent to the storage service`);
    const content = contents.get(incoming.url ?? "");
    response.writeHead(content === undefined ? 403 : 200, { "content-type": "application/octet-stream" });
    response.end(content ?? "<Error><Code>AccessDenied</Code></Error>");
  });
  await new Promise<void>((listening, failure) => server.once("error", failure).listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    addressOf: (content) => {
      const path = `/bucket/${randomUUID()}?X-Amz-Signature=${randomUUID().replaceAll("-", "")}`;
      contents.set(path, content);
      return `${origin}${path}`;
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
