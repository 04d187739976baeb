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
export { redisError } from "./jobs/redis/errors.js";
export { guardKinds, type GuardKinds, type GuardPorts } from "./kinds.js";
export { classify, type Judgement, type Surroundings } from "./jobs/classify.js";
export { customJobs, type CustomJobs } from "./jobs/custom/custom-jobs.js";
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
export { databaseReady, type DatabaseReadyPorts } from "./database-ready/database-ready.js";
export type { Blocker, DatabaseFinding, FindingLevel } from "./database-ready/finding.js";
export type { DatabaseEvidence } from "./database-ready/judge.js";
export { dumpDatabase } from "./dump-database/dump-database.js";
export type { DumpResult } from "./dump-database/make-dump.js";
export type { DumpPorts, PostgresPrograms, ProgramSet } from "./dump-database/ports.js";
export type { DrillResult } from "./dump-database/restore-drill.js";
export { leaseSchema, type IntakePorts, type Lease } from "./intake/lease.js";
export { pauseIntake } from "./intake/pause-intake.js";
export { resumeIntake } from "./intake/resume-intake.js";
export { listRunningJobs } from "./list-running-jobs/list-running-jobs.js";
export type { JobsPorts } from "./list-running-jobs/ports.js";
export type { Acknowledgement, JobsRequest } from "./list-running-jobs/request.js";
export type { ExecutionState, JobEvidence, JobExecution, JobsReport } from "./jobs/jobs-report.js";
export { copySnapshot } from "./copy-snapshot/copy-snapshot.js";
export { createSnapshot } from "./create-snapshot/create-snapshot.js";
export { listSnapshots, type ListedSnapshot, type SnapshotsReport } from "./list-snapshots/list-snapshots.js";
export { pruneSnapshots } from "./prune-snapshots/prune-snapshots.js";
export type { DrillPorts, Endpoint } from "./restore-drill/ports.js";
export { restoreDrill } from "./restore-drill/restore-drill.js";
export { type ReadyEvidence, type SnapshotCheck, snapshotReady } from "./snapshot-ready/snapshot-ready.js";
export { snapshotKinds } from "./snapshots/kinds.js";
export type {
  CopyRequest,
  Snapshot,
  SnapshotPorts,
  SnapshotReadPorts,
  Snapshots,
  SnapshotSubject,
  SnapshotWrites,
  SubjectFacts,
} from "./snapshots/ports.js";
export type { SnapshotResult } from "./snapshots/under-way.js";
