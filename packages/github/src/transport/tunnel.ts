import type { Agent } from "node:http";
import type { Duplex } from "node:stream";

interface Place {
  readonly host: string;
  readonly port: number;
  readonly servername?: string;
}
type Connected = (error: Error | null, socket?: Duplex) => void;

/**
 * Makes an agent reach its servers through a proxy (`http://user:password@host:port`), by CONNECT for `http` and `https`
 * alike: so the proxy never sees a token. One that says nothing for so long is given up: no request has a connection yet
 * that could be. Source: RFC 9110, section 9.3.6.
 */
export function throughProxy(agent: Agent, proxy: string, timeoutMs: number): Agent {
  const createConnection = (place: Place, connected: Connected): undefined => {
    connect(new URL(proxy), place, timeoutMs)
      .then((socket) => (isTls(agent) ? secured(socket, place) : socket))
      .then((socket) => connected(null, socket), connected);
  };
  return Object.assign(agent, { createConnection });
}

const isTls = (agent: Agent): boolean => (agent as unknown as { protocol: string }).protocol === "https:";

async function connect(proxy: URL, { host, port }: Place, timeoutMs: number): Promise<Duplex> {
  const { request } = proxy.protocol === "https:" ? await import("node:https") : await import("node:http");
  const path = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const headers = { host: path, ...authorization(proxy) };
  return new Promise((resolve, reject) => {
    const asking = request({
      hostname: proxy.hostname,
      port: proxy.port,
      method: "CONNECT",
      path,
      headers,
      agent: false,
    });
    asking.setTimeout(timeoutMs, () => asking.destroy(new Error(`no answer for ${timeoutMs / 1000} s`)));
    asking.once("connect", ({ statusCode }, socket) => {
      socket.setTimeout(0);
      if (statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(new Error(`the proxy ${proxy.host} answers ${statusCode} to a connection to ${path}`));
    });
    asking.once("response", ({ statusCode }) => {
      asking.destroy();
      reject(new Error(`the proxy ${proxy.host} answers ${statusCode} to a connection to ${path}`));
    });
    asking.once("error", ({ message }) => reject(new Error(`the proxy ${proxy.host} cannot be used: ${message}`)));
    asking.end();
  });
}

async function secured(socket: Duplex, place: Place): Promise<Duplex> {
  const { connect: connectTls } = await import("node:tls");
  return connectTls({ ...place, socket, servername: place.servername ?? place.host });
}

function authorization({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === "" && password === "") return {};
  const plain = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(plain).toString("base64")}` };
}
