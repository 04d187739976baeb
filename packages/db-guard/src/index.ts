export type {
  Databases,
  JobSource,
  Opened,
  RedisClient,
  Row,
  ServiceStart,
  ServiceStarts,
  SqlClient,
} from "./ports.js";
export type { ReadSession } from "./session/read-session.js";
export { readOnly, type ReadOnlyOptions, type SessionLimits } from "./session/read-only.js";
export { databaseError } from "./session/errors.js";
export { guardKinds, type GuardKinds, type GuardPorts } from "./kinds.js";
export { classify, type Judgement, type Surroundings } from "./jobs/classify.js";
export { jobEngines } from "./jobs/engines.js";
export type {
  EngineOptions,
  JobEngine,
  JobReader,
  ParameterNames,
  Sighting,
  SignOfLife,
  UsersTable,
} from "./jobs/job-engine.js";
export { springBatch } from "./jobs/spring-batch/spring-batch.js";
export type { JobsIdleInput } from "./jobs-idle/input.js";
export { jobsIdle } from "./jobs-idle/jobs-idle.js";
export type { JobsIdleEvidence } from "./jobs-idle/judge.js";
export { listRunningJobs } from "./list-running-jobs/list-running-jobs.js";
export type { JobsPorts } from "./list-running-jobs/ports.js";
export type { Acknowledgement, JobsRequest } from "./list-running-jobs/request.js";
export type { ExecutionState, JobEvidence, JobExecution, JobsReport } from "./jobs/jobs-report.js";
export type { CopyRequest, Snapshot, Snapshots, SnapshotSubject, SnapshotWrites } from "./snapshots/ports.js";
