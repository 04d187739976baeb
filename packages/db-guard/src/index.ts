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
export type { EngineOptions, JobEngine, JobReader, Sighting, SignOfLife } from "./jobs/job-engine.js";
export type { ExecutionState, JobEvidence, JobExecution, JobsReport } from "./jobs/jobs-report.js";
export type { CopyRequest, Snapshot, Snapshots, SnapshotSubject, SnapshotWrites } from "./snapshots/ports.js";
