import { type CallOptions, type Gate, type Json, type Operation, toJson } from "@signalbox/release-core";
import { databaseReady, type DatabaseReadyPorts } from "./database-ready/database-ready.js";
import { dumpDatabase } from "./dump-database/dump-database.js";
import type { DumpPorts } from "./dump-database/ports.js";
import type { IntakePorts } from "./intake/lease.js";
import { pauseIntake } from "./intake/pause-intake.js";
import { resumeIntake } from "./intake/resume-intake.js";
import { jobsIdle } from "./jobs-idle/jobs-idle.js";
import { listRunningJobs } from "./list-running-jobs/list-running-jobs.js";
import type { JobsPorts } from "./list-running-jobs/ports.js";
import type { JobsRequest } from "./list-running-jobs/request.js";

/** What the guards need from outside, all of them together. */
export interface GuardPorts extends JobsPorts, DatabaseReadyPorts, DumpPorts, IntakePorts {
  readonly databases: JobsPorts["databases"];
}

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
    operations: {
      "dump-database": dumpDatabase(ports),
      "pause-intake": pauseIntake(ports),
      "resume-intake": resumeIntake(ports),
    },
    gates: { "database-ready": databaseReady(ports), "jobs-idle": jobsIdle(ports) },
  };
}
