import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { createGunzip } from "node:zlib";
import type { Environment } from "../environment.js";
import { execPath } from "../git/run-git.js";
import { backendEnvironment, gitServerEnvironment } from "./backend-environment.js";
import { greetingOf, keepGreeting } from "./greetings.js";
import { sendAnswer } from "./send-answer.js";
import { type ServedRepository, servedRepository } from "./served-repository.js";

export interface BackendCall {
  readonly root: string;
  readonly env: Environment | undefined;
  readonly user: string | null;
  /** Cut the answer in half and close the connection. */
  readonly truncate: boolean;
}

/** Running backends; each leads a process group of its own, so that `upload-pack` and `pack-objects` end with it. */
export type Backends = Set<ChildProcessWithoutNullStreams>;

/**
 * Serves one request by git; settles when its process is gone. What `git http-backend` would only hand on is asked of
 * `upload-pack` itself, and its greeting once: most of what a small request costs is the start of processes.
 */
export async function serveByBackend(
  request: IncomingMessage,
  response: ServerResponse,
  call: BackendCall,
  running: Backends,
): Promise<void> {
  const plain = await servedRepository(request, call.root);
  if (plain?.asks === "greeting") {
    const greeting = greetingOf(plain, call.env);
    if (greeting === undefined) return run(request, response, { ...call, plain: null, keepFor: plain }, running);
    request.resume();
    return sendAnswer([greeting], response, { head: null, truncate: call.truncate }).catch(() => {
      response.destroy();
    });
  }
  return run(request, response, { ...call, plain, keepFor: null }, running);
}

interface Run extends BackendCall {
  /** Served by `upload-pack` itself; null is served by `git http-backend`. */
  readonly plain: ServedRepository | null;
  /** Whose greeting is kept when it is complete. */
  readonly keepFor: ServedRepository | null;
}

async function run(request: IncomingMessage, response: ServerResponse, call: Run, running: Backends): Promise<void> {
  const child = await start(request, call);
  running.add(child);
  const ended = once(child, "close").finally(() => running.delete(child));
  const gone = new AbortController();
  const end = (): void => {
    gone.abort();
    endBackend(child);
  };
  response.once("close", end);
  // The client may have died while git was started; git itself waits for ever for a body that is cut.
  if (response.closed || response.destroyed) end();
  child.stderr.resume();
  feed(request, child, call.plain !== null && request.headers["content-encoding"] === "gzip");
  try {
    const head = call.plain === null ? null : UPLOAD_PACK_RESULT;
    const how = { head, truncate: call.truncate, signal: gone.signal };
    const { keepFor } = call;
    const all = keepFor === null ? child.stdout : kept(child.stdout, (bytes) => keepGreeting(keepFor, call.env, bytes));
    await sendAnswer(all as AsyncIterable<Buffer>, response, how);
  } catch {
    response.destroy(); // the client went away, or git ended without an answer
  }
  await ended.catch(() => undefined);
}

async function start(request: IncomingMessage, call: Run): Promise<ChildProcessWithoutNullStreams> {
  const how = { stdio: "pipe", detached: true } as const;
  if (call.plain === null) {
    const backend = join(await execPath(call.env), "git-http-backend");
    return spawn(backend, { ...how, env: backendEnvironment(request, call) });
  }
  const args = ["upload-pack", "--stateless-rpc", "--strict", call.plain.path];
  return spawn("git", args, { ...how, env: gitServerEnvironment(request, call.env) });
}

/** Gives the body of the request to the process. */
function feed(request: IncomingMessage, child: ChildProcessWithoutNullStreams, zipped: boolean): void {
  const body = zipped ? request.pipe(createGunzip()) : request;
  child.stdin.on("error", () => {
    body.unpipe(child.stdin); // it answered without reading the body: let the client finish sending
    body.resume();
  });
  body.on("error", () => child.stdin.end());
  body.pipe(child.stdin);
}

async function* kept(source: AsyncIterable<Buffer>, keep: (bytes: Buffer) => void): AsyncGenerator<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) {
    chunks.push(chunk);
    yield chunk;
  }
  keep(Buffer.concat(chunks));
}

/** As `git http-backend` heads it. */
const UPLOAD_PACK_RESULT = {
  status: 200,
  headers: {
    expires: "Fri, 01 Jan 1980 00:00:00 GMT",
    pragma: "no-cache",
    "cache-control": "no-cache, max-age=0, must-revalidate",
    "content-type": "application/x-git-upload-pack-result",
  },
};

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
