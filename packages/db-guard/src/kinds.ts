import { type CallOptions, type Gate, type Json, type Operation, toJson } from "@signalbox/release-core";
import { jobsIdle } from "./jobs-idle/jobs-idle.js";
import { listRunningJobs } from "./list-running-jobs/list-running-jobs.js";
import type { JobsPorts } from "./list-running-jobs/ports.js";
import type { JobsRequest } from "./list-running-jobs/request.js";

/** What the guards need from outside, all of them together. */
export type GuardPorts = JobsPorts;

/** What the steps of a train may use, by kind. Each checks its own input. */
export interface GuardKinds {
  readonly reads: { readonly [kind: string]: (input: Json, options: CallOptions) => Promise<Json> };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each has its own input, checked by its own schema
  readonly operations: { readonly [kind: string]: Operation<any, any, any> };
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  readonly gates: { readonly [kind: string]: Gate<any, any> };
}

/** Everything about databases by its kind. The app merges it with other packages' kinds. */
export function guardKinds(ports: GuardPorts): GuardKinds {
  return {
    reads: {
      "list-running-jobs": async (input, options) =>
        toJson(await listRunningJobs(ports, input as unknown as JobsRequest, options)),
    },
    operations: {},
    gates: { "jobs-idle": jobsIdle(ports) },
  };
}
