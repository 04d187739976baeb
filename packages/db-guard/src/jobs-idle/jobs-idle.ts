import { callOptionsOf, defineGate } from "@signalbox/release-core";
import type { JobsReport } from "../jobs/jobs-report.js";
import { lookAtJobs } from "../list-running-jobs/list-running-jobs.js";
import type { JobsPorts } from "../list-running-jobs/ports.js";
import { input } from "./input.js";
import { judge, type JobsIdleEvidence } from "./judge.js";

/**
 * Passes when no background job is running that a restart would kill: by so many looks in a row, and not counting
 * orphans that a person has acknowledged by their ids. Waits while any runs, says who runs what and how far it is, and
 * blocks at the deadline, or where only orphans are left. It belongs directly before the stop, and once more inside of
 * it: a job can still begin between the look and the stop.
 */
export const jobsIdle = defineGate<JobsPorts, typeof input, readonly JobsReport[], JobsIdleEvidence>({
  kind: "jobs-idle",
  input,
  inspect: (given, ports, context) => lookAtJobs(ports, given, callOptionsOf(context)),
  judge,
});
