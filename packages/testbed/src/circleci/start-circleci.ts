import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { answerRequest, type CircleRequest, type CircleSite } from "./http/answer-request.js";
import { type CircleFault, circleFaultScript } from "./http/faults.js";
import { startStorage } from "./http/storage.js";
import type { CircleCiOptions } from "./options.js";
import { circleState, type CircleState } from "./state/circle-state.js";
import { type CircleConsole, circleConsole } from "./state/console.js";

/** A CircleCI on loopback: version 2 of its interface, its artifacts, and the storage service behind them. */
export interface CircleCi {
  /** `http://127.0.0.1:<port>/api/v2`. */
  readonly url: string;
  /** What was asked or answered that CircleCI would never take or say, and where a token went. Empty at the end of every suite. */
  readonly violations: readonly string[];
  /** Every request so far, oldest first. */
  readonly requests: readonly CircleRequest[];
  readonly state: CircleState;
  readonly console: CircleConsole;
  /** Replaces the fault script and starts its counts anew. */
  setFaults(faults: readonly CircleFault[]): void;
  clearRequests(): void;
  close(): Promise<void>;
}

/** Starts it. All it knows is in memory. */
export async function startCircleCi(options: CircleCiOptions): Promise<CircleCi> {
  const state = circleState(options);
  const violations: string[] = [];
  const requests: CircleRequest[] = [];
  const pending = new Set<Promise<void>>();
  const closing = new AbortController();
  const violation = (text: string): void => void violations.push(text);
  const storage = await startStorage(violation);
  let script = circleFaultScript(options.faults ?? []);
  let origin = "";
  const site: CircleSite = {
    state,
    storage,
    requests,
    violation,
    tokens: options.tokens,
    pageSize: options.pageSize ?? 20,
    faultOf: (line) => script(line),
    delay: (milliseconds) => wait(milliseconds, undefined, { signal: closing.signal }).catch(() => undefined),
    url: () => origin,
  };
  const server = createServer((incoming, response) => {
    const answered: Promise<void> = answerRequest(site, incoming, response)
      .catch((error: unknown) => {
        violation(`the fake failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        response.destroy();
      })
      .finally(() => pending.delete(answered));
    pending.add(answered);
  });
  await new Promise<void>((listening, failure) => server.once("error", failure).listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/api/v2`,
    violations,
    requests,
    state,
    console: circleConsole(state),
    setFaults: (faults) => {
      script = circleFaultScript(faults);
    },
    clearRequests: () => {
      requests.length = 0;
    },
    close: async () => {
      closing.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await Promise.all([closed, ...pending, storage.close()]);
    },
  };
}
