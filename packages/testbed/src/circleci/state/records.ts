import type { ConfigScript, JobScript } from "../options.js";

export type PipelineState = "created" | "errored" | "setup-pending" | "setup" | "pending";
export type WorkflowStatus =
  "success" | "running" | "not_run" | "failed" | "error" | "failing" | "on_hold" | "canceled" | "unauthorized";
export type JobStatus =
  | "success"
  | "running"
  | "not_run"
  | "failed"
  | "retried"
  | "queued"
  | "not_running"
  | "infrastructure_fail"
  | "timedout"
  | "on_hold"
  | "terminated-unknown"
  | "blocked"
  | "canceled"
  | "unauthorized";

export type ParameterValues = Readonly<Record<string, string | number | boolean>>;

export interface ProjectRecord {
  readonly slug: string;
  readonly definitionId: string | null;
  config: ConfigScript;
  /** Branch or tag (`refs/heads/…`, `refs/tags/…`) → commit. */
  readonly heads: Map<string, string>;
  /** Newest first. */
  readonly pipelines: PipelineRecord[];
  jobs: number;
}

export interface PipelineRecord {
  readonly id: string;
  readonly number: number;
  readonly project: ProjectRecord;
  readonly createdAt: string;
  readonly triggerType: string;
  readonly revision: string;
  readonly branch: string | null;
  readonly tag: string | null;
  /** Its owner. */
  readonly fork: string | null;
  /** What it runs with; CircleCI tells nobody. */
  readonly parameters: ParameterValues;
  readonly config: ConfigScript;
  state: PipelineState;
  errors: readonly { readonly type: string; readonly message: string }[];
  /** Newest first. */
  readonly workflows: WorkflowRecord[];
}

export interface WorkflowRecord {
  readonly id: string;
  readonly name: string;
  readonly pipeline: PipelineRecord;
  readonly createdAt: string;
  /** How many of this name there were before in the pipeline. */
  readonly attempt: number;
  readonly jobs: readonly JobRecord[];
  stoppedAt: string | null;
}

export interface JobRecord {
  readonly id: string;
  readonly script: JobScript;
  readonly dependencies: readonly JobRecord[];
  readonly approvalRequestId: string | null;
  /** Of one that has begun. */
  number: number | null;
  status: JobStatus;
  startedAt: string | null;
  stoppedAt: string | null;
  approvedBy: string | null;
}
