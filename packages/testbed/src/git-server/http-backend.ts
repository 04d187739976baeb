import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Environment, gitEnvironment } from "../environment.js";
import { type CgiHeader, readCgiHeader } from "./cgi-header.js";

export interface BackendCall {
  readonly root: string;
  readonly env: Environment | undefined;
  readonly user: string | null;
  /** Cut the answer in half and close the connection. */
  readonly truncate: boolean;
}

/** Running backends; each leads a process group of its own, so that `upload-pack` and `pack-objects` end with it. */
export type Backends = Set<ChildProcessWithoutNullStreams>;

/** Serves one request by `git http-backend`; settles when its process is gone. */
export async function serveByBackend(
  request: IncomingMessage,
  response: ServerResponse,
  call: BackendCall,
  running: Backends,
): Promise<void> {
  const child = spawn("git", ["http-backend"], {
    env: backendEnvironment(request, call),
    stdio: "pipe",
    detached: true,
  });
  running.add(child);
  const ended = once(child, "close").finally(() => running.delete(child));
  const gone = new AbortController();
  response.once("close", () => {
    gone.abort();
    endBackend(child);
  });
  child.stderr.resume();
  child.stdin.on("error", () => {
    request.unpipe(child.stdin); // it answered without reading the body: let the client finish sending
    request.resume();
  });
  request.pipe(child.stdin);
  try {
    await sendAnswer(child, response, call.truncate, gone.signal);
  } catch {
    response.destroy(); // the client went away, or git ended without an answer
  }
  await ended.catch(() => undefined);
}

/** Ends the whole group; a second, hard signal follows only when the first is not heeded. */
export function endBackend(child: ChildProcessWithoutNullStreams): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  signalGroup(child.pid, "SIGTERM");
  const pid = child.pid;
  const hard = setTimeout(() => signalGroup(pid, "SIGKILL"), 2000);
  child.once("close", () => clearTimeout(hard));
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // already gone
  }
}

async function sendAnswer(
  child: ChildProcessWithoutNullStreams,
  response: ServerResponse,
  truncate: boolean,
  signal: AbortSignal,
): Promise<void> {
  let head: CgiHeader | null = null;
  let bytes: Buffer = Buffer.alloc(0);
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    if (head !== null && !truncate) {
      await send(response, chunk, signal);
      continue;
    }
    bytes = Buffer.concat([bytes, chunk]);
    if (head !== null) continue;
    head = readCgiHeader(bytes);
    if (head === null) continue;
    response.writeHead(head.status, head.headers);
    bytes = head.rest;
    if (!truncate) await send(response, bytes, signal);
  }
  if (head === null) throw new Error("git http-backend ended without an answer");
  if (!truncate) {
    response.end();
    return;
  }
  await new Promise((sent) => response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), sent));
  response.destroy();
}

async function send(response: ServerResponse, chunk: Buffer, signal: AbortSignal): Promise<void> {
  if (chunk.length > 0 && !response.write(chunk)) await once(response, "drain", { signal });
}

/** Server behaviour that GitHub also has: partial clones, fetching any object by its id. */
const SERVER_CONFIG = ["uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"];

function backendEnvironment(request: IncomingMessage, call: BackendCall): Record<string, string> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const header = (name: string): string => String(request.headers[name] ?? "");
  const length = header("content-length");
  return {
    ...gitEnvironment(call.env),
    GIT_CONFIG_COUNT: String(SERVER_CONFIG.length),
    ...Object.fromEntries(
      SERVER_CONFIG.flatMap((key, index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, "true"],
      ]),
    ),
    GIT_PROJECT_ROOT: call.root,
    GIT_HTTP_EXPORT_ALL: "1",
    PATH_INFO: decodeURIComponent(url.pathname),
    QUERY_STRING: url.search.slice(1),
    REQUEST_METHOD: request.method ?? "GET",
    CONTENT_TYPE: header("content-type"),
    HTTP_CONTENT_ENCODING: header("content-encoding"),
    GIT_PROTOCOL: header("git-protocol"),
    REMOTE_ADDR: "127.0.0.1",
    ...(call.user === null ? {} : { REMOTE_USER: call.user }),
    ...(length === "" ? {} : { CONTENT_LENGTH: length }),
  };
}
