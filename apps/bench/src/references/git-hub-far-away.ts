import { setMaxListeners } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { startGitServer } from "@signalbox/testbed";
import { startGitHub } from "@signalbox/testbed/github";

// A GitHub that is far away and works for what it is asked: every answer takes a round trip, and a query works through
// its comparisons in a row. Each answer is made once, by the fake GitHub of the testbed, and then given again from
// memory: what is measured is the one who asks. Prints its addresses; `GET /requests` says how many there were since.
// Usage: node git-hub-far-away.js <root> <latency ms> <work ms> <token> <owner/name…>

const [root = "", latency = "0", work = "0", token = "", ...slugs] = process.argv.slice(2);
const latencyMs = Number(latency);

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

// Hundreds of answers wait at once, each of them on the signal that ends the server.
setMaxListeners(0);
const gitHub = await startGitHub({
  root,
  repositories: slugs.map((slug) => ({ slug })),
  users: [{ login: "reader", token }],
  // Checked when the answers are made for the first time; nobody is measured then.
  check: true,
});
const git = await startGitServer({ root, latencyMs });
const known = new Map<string, Promise<Answer>>();
let requests = 0;

const server = createServer((incoming, response) => {
  void answer(incoming, response).catch(() => response.destroy());
});
server.keepAliveTimeout = 60_000;

async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "GET", url = "/" } = incoming;
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  if (url === "/requests") {
    response.end(`${requests}\n${gitHub.violations.join("\n")}`);
    requests = 0;
    return;
  }
  requests += 1;
  const text = body.toString();
  const comparisons = url.endsWith("/graphql")
    ? (text.match(/compare\(/g) ?? []).length
    : Number(url.includes("/compare/"));
  const due = wait(latencyMs + comparisons * Number(work));
  const key = `${method} ${url} ${text}`;
  const made = known.get(key) ?? ask(incoming, body);
  known.set(key, made);
  const [{ status, headers, body: answered }] = await Promise.all([made, due]);
  response.writeHead(status, headers).end(answered);
}

function ask({ method, url = "/", headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { authorization = "", "content-type": type = "application/json", accept = "*/*" } = headers;
    const { "user-agent": agent = "bench" } = headers;
    const passed = { authorization, "content-type": type, accept, "user-agent": agent, "content-length": body.length };
    const asking = request(new URL(url, gitHub.url), { method: method ?? "GET", headers: passed }, (message) => {
      const chunks: Buffer[] = [];
      message.on("data", (chunk: Buffer) => chunks.push(chunk));
      message.on("error", reject);
      message.on("end", () => {
        const answered = Buffer.concat(chunks);
        const { "content-type": kind = "application/json" } = message.headers;
        const head = { "content-type": kind, "content-length": String(answered.length) };
        resolve({ status: message.statusCode ?? 0, headers: head, body: answered });
      });
    });
    asking.on("error", reject);
    asking.end(body);
  });
}

await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
const { port } = server.address() as AddressInfo;
process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}`, gitUrl: git.url })}\n`);
process.once("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
  void Promise.all([git.close(), gitHub.close()]);
});
