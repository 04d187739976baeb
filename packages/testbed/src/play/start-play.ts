import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { readManifest } from "./artifact/read-manifest.js";
import { loadPlayContract } from "./contract/contract.js";
import { answerRequest, type PlayRequest, type PlaySite } from "./http/answer-request.js";
import { type PlayFault, playFaultScript } from "./http/faults.js";
import type { PlayOptions } from "./options.js";
import { type PlayConsole, playConsole } from "./state/console.js";
import { type PlayState, playState } from "./state/play-state.js";
import { uploadSessions } from "./upload/sessions.js";

/** A Google Play on loopback: the publisher API, its uploads and the Reporting API on one port. */
export interface Play {
  /** `http://127.0.0.1:<port>`, for the `rootUrl` of Google's client. */
  readonly url: string;
  /** What was asked or answered that Google would never take or say. Empty at the end of every suite. */
  readonly violations: readonly string[];
  /** Every request so far, oldest first. */
  readonly requests: readonly PlayRequest[];
  readonly state: PlayState;
  readonly console: PlayConsole;
  /** Replaces the fault script and starts its counts anew. */
  setFaults(faults: readonly PlayFault[]): void;
  clearRequests(): void;
  /** Google forgets all uploads that are not complete; their sessions are gone. */
  forgetUploads(): void;
  /** Settles when every request is over. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Starts it. All it knows is in memory; of an upload it keeps the hash and the first megabyte. */
export async function startPlay(options: PlayOptions): Promise<Play> {
  const state = playState(options);
  const requests: PlayRequest[] = [];
  const violations: string[] = [];
  const pending = new Set<Promise<void>>();
  const closing = new AbortController();
  const sessions = uploadSessions();
  let script = playFaultScript(options.faults ?? []);
  const site: PlaySite = {
    state,
    sessions,
    requests,
    contract: await loadPlayContract(),
    check: options.check ?? true,
    readManifest: options.readManifest ?? readManifest,
    violation: (text) => void violations.push(text),
    faultOf: (line) => script(line),
    delay: (milliseconds) => wait(milliseconds, undefined, { signal: closing.signal }).catch(() => undefined),
  };
  const server = createServer((incoming, response) => {
    const answered: Promise<void> = answerRequest(site, incoming, response)
      .catch((error: unknown) => {
        violations.push(`the fake failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        response.destroy();
      })
      .finally(() => pending.delete(answered));
    pending.add(answered);
  });
  await new Promise<void>((listening, failure) => server.once("error", failure).listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    violations,
    requests,
    state,
    console: playConsole(state),
    setFaults: (faults) => {
      script = playFaultScript(faults);
    },
    clearRequests: () => {
      requests.length = 0;
    },
    forgetUploads: () => sessions.forgetAll(),
    settled: async () => void (await Promise.all(pending)),
    close: async () => {
      closing.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await Promise.all([closed, ...pending]);
    },
  };
}
