import type { CallOptions } from "@signalbox/release-core";

/** Looking at runs of GitHub Actions. Every list is complete, or it fails. */
export interface WorkflowRuns {
  /**
   * The runs for a commit (40 hex digits), newest first. GitHub shows the first 1,000.
   * @throws ReleaseError `ERR_GITHUB_INCOMPLETE` when there are more, and by the table
   */
  list(repository: string, commit: string, options?: CallOptions): Promise<readonly WorkflowRun[]>;
  /** Null when there is no such run. */
  read(repository: string, runId: number, options?: CallOptions): Promise<WorkflowRun | null>;
  /** The jobs of an attempt; those that an attempt did not run again are among them. */
  listJobs(repository: string, run: RunAttempt, options?: CallOptions): Promise<readonly WorkflowJob[]>;
  /** What a run waits for before its jobs reach an environment. */
  listPending(repository: string, runId: number, options?: CallOptions): Promise<readonly PendingEnvironment[]>;
  /** What people said to that, of every attempt, oldest first; GitHub says neither when nor of which attempt. */
  listReviews(repository: string, runId: number, options?: CallOptions): Promise<readonly EnvironmentReview[]>;
  listWorkflows(repository: string, options?: CallOptions): Promise<readonly Workflow[]>;
}

/**
 * Changing runs. Each is sent once.
 * @throws ReleaseError `ERR_GITHUB_RESULT_UNKNOWN`: look before anything else; `ERR_GITHUB_REFUSED` or
 * `ERR_GITHUB_FORBIDDEN` with GitHub's reason; else by the table
 */
export interface WorkflowRunWrites {
  /** The next attempt: all jobs, or those that failed and what comes after them. Up to 30 days after the first. */
  rerun(repository: string, runId: number, from: "start" | "failed", options?: CallOptions): Promise<void>;
  /**
   * Starts a workflow that has the trigger `workflow_dispatch`. Gives back the id of its run; null from a host that
   * does not tell (before GitHub Enterprise Server 3.21).
   */
  dispatch(repository: string, request: WorkflowDispatch, options?: CallOptions): Promise<number | null>;
  /** Lets the jobs of a run reach an environment. The token must be of a person who may review it. */
  approve(repository: string, runId: number, approval: EnvironmentApproval, options?: CallOptions): Promise<void>;
}

/** What GitHub notes each time that a job comes to an environment, also when it has to wait there. */
export interface WorkflowDeployments {
  /** When a commit (40 hex digits) came to an environment for the last time, ISO time; null: never. */
  lastDeployedAt(
    repository: string,
    deployment: { readonly commit: string; readonly environment: string },
    options?: CallOptions,
  ): Promise<string | null>;
}

/** What runs kept. */
export interface WorkflowArtifacts {
  /** Of a run, all its attempts; where several have the same name, the newest. */
  list(repository: string, runId: number, options?: CallOptions): Promise<readonly WorkflowArtifact[]>;
  /** The bytes as they come. @throws ReleaseError `ERR_GITHUB_NOT_FOUND` when they are gone */
  open(repository: string, artifactId: number, options?: CallOptions): Promise<AsyncIterable<Uint8Array>>;
}

/** A run and the number of one of its attempts, from 1. */
export interface RunAttempt {
  readonly id: number;
  readonly attempt: number;
}

export interface WorkflowRun extends RunAttempt {
  /** Of the workflow; its path where it has none. */
  readonly name: string;
  /** `.github/workflows/ci.yml` */
  readonly path: string;
  /** 40 hex digits. */
  readonly commit: string;
  /**
   * Short names. GitHub names what it ran for, and not whether that is a branch or a tag; both are set where there is a
   * branch and a tag of that name. The branch of a fork has its owner before it, as in `mallory:main`.
   */
  readonly branch: string | null;
  readonly tag: string | null;
  /** `push`, `workflow_dispatch`, `schedule`. */
  readonly event: string;
  /** GitHub's own words: `completed`, `waiting`; `success`, null before the end. More may come. */
  readonly status: string;
  readonly conclusion: string | null;
  /** ISO times; `startedAt` and `endedAt` are those of this attempt. */
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly url: string;
}

export interface WorkflowJob {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly url: string | null;
}

export interface PendingEnvironment {
  readonly id: number;
  readonly name: string;
  /** Logins and teams, one of whom has to agree; empty when it waits for a timer or an app. */
  readonly reviewers: readonly string[];
  /** Whether the owner of the token is one of them. */
  readonly mayApprove: boolean;
}

export interface EnvironmentReview {
  readonly environments: readonly { readonly id: number; readonly name: string }[];
  readonly state: "approved" | "rejected" | "pending";
}

export interface Workflow {
  readonly id: number;
  readonly name: string;
  /** `.github/workflows/ci.yml` */
  readonly path: string;
}

export interface WorkflowDispatch {
  /** The file's name (`ci.yml`) or the workflow's id. */
  readonly workflow: string | number;
  /** `refs/heads/16.2`: a short name may be that of a branch and of a tag. */
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
}

export interface EnvironmentApproval {
  readonly environmentId: number;
  /** For the history of the run. */
  readonly comment: string;
}

/** A zip of files, or one file as it is (`upload-artifact` with `archive: false`). */
export interface WorkflowArtifact {
  readonly id: number;
  readonly name: string;
  /** Bytes of what is downloaded. */
  readonly size: number;
  /** `sha256:<hex>` of that; null for those of older versions. */
  readonly digest: string | null;
  /** Of the API; it asks for a token. */
  readonly url: string;
  /** ISO time. */
  readonly expiresAt: string | null;
  readonly isExpired: boolean;
}
