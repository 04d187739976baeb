import type { JobEngine } from "../jobs/job-engine.js";
import type { Databases, ServiceStarts } from "../ports.js";
import type { SessionLimits } from "../session/read-only.js";

/** What a look at jobs needs from outside. */
export interface JobsPorts {
  readonly databases: Databases;
  /** Without it nothing is proven by the age of processes. */
  readonly serviceStarts?: ServiceStarts | undefined;
  /** Default: all that the package knows. */
  readonly engines?: readonly JobEngine[] | undefined;
  readonly limits?: SessionLimits | undefined;
}
