import type { ChildProcess } from "node:child_process";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands before a server, counts requests, and kills who asks at a chosen one. */
export interface KillingProxy {
  readonly url: string;
  /** How many requests there were since `begin`. */
  readonly count: number;
  /** `before`: the server never hears of it. `after`: the server has answered, and nobody is told. Null: nobody dies. */
  begin(death: { readonly request: number; readonly side: "before" | "after" } | null): void;
  /** Who asks from now on. */
  victim: ChildProcess | null;
  close(): Promise<void>;
}

export async function killingProxy(target: string): Promise<KillingProxy> {
  let death: { readonly request: number; readonly side: "before" | "after" } | null = null;
  let count = 0;
  const server = createServer((incoming, response) => {
    const number = ++count;
    const isAt = (side: string): boolean => death?.request === number && death.side === side;
    const kill = (): void => {
      proxy.victim?.kill("SIGKILL");
      incoming.socket.destroy();
    };
    if (isAt("before")) return kill();
    const { method, headers, url = "/" } = incoming;
    const onward = request(new URL(url, target), { method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        if (isAt("after")) return kill();
        // The session of an upload must lead through here too.
        const location = answer.headers.location?.replace(target, proxy.url);
        response.writeHead(answer.statusCode ?? 502, {
          ...answer.headers,
          ...(location === undefined ? {} : { location }),
        });
        response.end(Buffer.concat(chunks));
      });
    });
    onward.on("error", () => response.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const proxy: KillingProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get count() {
      return count;
    },
    begin: (next) => {
      death = next;
      count = 0;
    },
    victim: null,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return proxy;
}
