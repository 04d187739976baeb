import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { Environment } from "../environment.js";
import { type Users, userOf } from "./authorize.js";
import { type Fault, type FaultKind, faultScript } from "./faults.js";
import { type GitRequest, readGitRequest } from "./git-request.js";
import { type Backends, endBackend, serveByBackend } from "./http-backend.js";

export interface GitServerOptions {
  /** The folder that holds the bare repositories. */
  readonly root: string;
  /** Milliseconds that every answer waits, like one round trip to a far server. Default 0. */
  readonly latencyMs?: number;
  /** Who may push; without it everybody may. Reading never needs a password. */
  readonly users?: Users;
  readonly faults?: readonly Fault[];
  readonly env?: Environment | undefined;
}

export interface GitServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** The address of a repository below the root, with the credentials of `user` when one is named. */
  urlOf(repository: string, user?: string): string;
  /** Every request so far, oldest first. */
  readonly requests: readonly GitRequest[];
  /** Replaces the fault script and starts its counts anew. */
  setFaults(faults: readonly Fault[]): void;
  clearRequests(): void;
  /** Ends connections and git processes; settles when none is left. */
  close(): Promise<void>;
}

/** Serves bare repositories over smart HTTP (protocol v2) on loopback, by `git http-backend`. */
export async function startGitServer(options: GitServerOptions): Promise<GitServer> {
  const requests: GitRequest[] = [];
  const running: Backends = new Set();
  const closing = new AbortController();
  const pending = new Set<Promise<void>>();
  let faultOf = faultScript(options.faults ?? []);

  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = readGitRequest(incoming.method ?? "GET", incoming.url ?? "/");
    requests.push(request);
    const fault = faultOf(request);
    const delay = (options.latencyMs ?? 0) + (fault?.kind === "slow" ? (fault.delayMs ?? 1000) : 0);
    if (delay > 0) await wait(delay, undefined, { signal: closing.signal }).catch(() => undefined);
    if (closing.signal.aborted || response.destroyed) return;
    if (fault !== null && failed(fault.kind, incoming, response)) return;
    const user = request.write ? userOf(incoming.headers.authorization, options.users) : null;
    if (request.write && user === null) return refuse(incoming, response, 401);
    const call = { root: options.root, env: options.env, user, truncate: fault?.kind === "truncate" };
    await serveByBackend(incoming, response, call, running);
  };

  const server = createServer((incoming, response) => {
    const answered: Promise<void> = answer(incoming, response)
      .catch(() => {
        response.destroy();
      })
      .finally(() => pending.delete(answered));
    pending.add(answered);
  });
  await new Promise<void>((listening, failure) => server.once("error", failure).listen(0, "127.0.0.1", listening));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url: `http://${host}`,
    requests,
    urlOf: (repository, user) => {
      const path = repository.split("/").map(encodeURIComponent).join("/");
      const secret =
        user === undefined ? "" : `${encodeURIComponent(user)}:${encodeURIComponent(options.users?.[user] ?? "")}@`;
      return `http://${secret}${host}/${path}`;
    },
    setFaults: (faults) => {
      faultOf = faultScript(faults);
    },
    clearRequests: () => {
      requests.length = 0;
    },
    close: async () => {
      closing.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      running.forEach(endBackend);
      await Promise.all([closed, ...pending]);
    },
  };
}

/** The requests that belong to pushes; empty proves that nobody tried to write. */
export function writesOf(server: Pick<GitServer, "requests">): readonly GitRequest[] {
  return server.requests.filter((request) => request.write);
}

const STATUS: Partial<Record<FaultKind, number>> = { "429": 429, "500": 500, "502": 502, "refuse-auth": 401 };

/** Plays a fault that needs no git; false when git must run. */
function failed(kind: FaultKind, incoming: IncomingMessage, response: ServerResponse): boolean {
  if (kind === "drop") response.destroy();
  else if (STATUS[kind] !== undefined) refuse(incoming, response, STATUS[kind]);
  else return false;
  return true;
}

function refuse(incoming: IncomingMessage, response: ServerResponse, status: number): void {
  incoming.resume();
  const extra: Record<string, string> =
    status === 401 ? { "www-authenticate": 'Basic realm="testbed"' } : status === 429 ? { "retry-after": "1" } : {};
  response.writeHead(status, { "content-type": "text/plain", ...extra }).end(`fault ${status}\n`);
}
