import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { loadRdsContract } from "./contract/contract.js";
import { answerRequest, type RdsRequest, type RdsSite } from "./http/answer-request.js";
import { type RdsFault, rdsFaultScript } from "./http/faults.js";
import type { RdsFamily, RdsOptions, RdsSnapshotOptions } from "./options.js";
import { rdsState, type RdsState } from "./state/rds-state.js";
import type { DatabaseRecord, SnapshotRecord } from "./state/records.js";
import { addSnapshot, seed } from "./state/seed.js";

/** An RDS on loopback, for all regions: the one that a request is signed for is the one that answers. */
export interface Rds {
  /** `http://127.0.0.1:<port>`, for the `endpoint` of the client or `AWS_ENDPOINT_URL_RDS`. */
  readonly url: string;
  /** What was asked that RDS does not know, or answered that the SDK does not. Empty at the end of every suite. */
  readonly violations: readonly string[];
  /** Every request so far, oldest first. */
  readonly requests: readonly RdsRequest[];
  /** What changed something, or tried to: all but `Describe…` and `List…`. */
  writes(): readonly RdsRequest[];
  snapshots(family?: RdsFamily, region?: string): readonly SnapshotRecord[];
  databases(family?: RdsFamily, region?: string): readonly DatabaseRecord[];
  /** A snapshot that appears by itself, as the nightly one does. */
  addSnapshot(snapshot: RdsSnapshotOptions): void;
  /** Retention is over, or somebody deleted it: copies of it that are not done fail. */
  expire(id: string): void;
  /** The token of this access key is over from now on. */
  expireKey(accessKey: string): void;
  /** Nobody may call these actions from now on. */
  deny(...actions: readonly string[]): void;
  /** Replaces the fault script and starts its counts anew. */
  setFaults(faults: readonly RdsFault[]): void;
  clearRequests(): void;
  close(): Promise<void>;
}

/** Starts it. All it knows is in memory. */
export async function startRds(options: RdsOptions): Promise<Rds> {
  const state = rdsState(options);
  seed(state, options);
  const violations: string[] = [];
  const requests: RdsRequest[] = [];
  const closing = new AbortController();
  const access = { expired: new Set<string>(), denied: new Set<string>() };
  let script = rdsFaultScript(options.faults ?? []);
  const site: RdsSite = {
    state,
    requests,
    access,
    contract: loadRdsContract(),
    violation: (text) => void violations.push(text),
    faultOf: (line) => script(line),
    delay: (milliseconds) => wait(milliseconds, undefined, { signal: closing.signal }).catch(() => undefined),
  };
  const server = createServer((incoming, response) => {
    answerRequest(site, incoming, response).catch((error: unknown) => {
      violations.push(`the fake failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((listening, failure) => server.once("error", failure).listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    violations,
    requests,
    writes: () => requests.filter(({ action }) => !/^(Describe|List)/.test(action)),
    snapshots: (family = "instance", region = state.region) => state.snapshots(family, region),
    databases: (family = "instance", region = state.region) => state.databases(family, region),
    addSnapshot: (snapshot) => addSnapshot(state, snapshot),
    expire: (id) => expire(state, id),
    expireKey: (accessKey) => void access.expired.add(accessKey),
    deny: (...actions) => actions.forEach((action) => access.denied.add(action)),
    setFaults: (faults) => {
      script = rdsFaultScript(faults);
    },
    clearRequests: () => {
      requests.length = 0;
    },
    close: async () => {
      closing.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function expire(state: RdsState, id: string): void {
  for (const record of state.allSnapshots()) {
    if (record.id === id) state.removeSnapshot(record);
    if (record.work === null || record.sourceArn?.endsWith(`:${id}`) !== true) continue;
    record.work = null;
    record.status = "failed";
  }
}
