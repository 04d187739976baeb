import type { CallOptions } from "@signalbox/release-core";

/** What CI services say about commits, and what branches ask of it. */
export interface Checks {
  /**
   * Everything that was reported for a commit, every attempt of it, to the last page. Null when the repository has no
   * such commit.
   * @throws ReleaseError `ERR_GITHUB_…`
   */
  listChecks(repository: string, revision: Revision, options?: CallOptions): Promise<CommitChecks | null>;
  /**
   * The checks that a branch (short name) asks for before anything is merged into it, by its classic protection and by
   * rulesets. Null when there is no such branch.
   * @throws ReleaseError `ERR_GITHUB_…`
   */
  requiredChecks(repository: string, branch: string, options?: CallOptions): Promise<RequiredChecks | null>;
}

/** A commit by its id (whole, or as many digits as make it one), or the head of a branch by its short name. */
export type Revision = { readonly commit: string } | { readonly branch: string };

export interface CommitChecks {
  /** 40 hex digits. */
  readonly commit: string;
  readonly checks: readonly Check[];
}

/**
 * - `check-run`: of a GitHub App; a job of GitHub Actions is one.
 * - `status`: of the older API, as many CI services use it.
 * - `workflow-run`: a run of GitHub Actions that has no job yet, or never gets one: its file is broken, or somebody has
 *   to allow it first.
 */
export type CheckKind = "check-run" | "status" | "workflow-run";

export interface Check {
  readonly kind: CheckKind;
  /** Of the run, the status' context, or the workflow. Written by whoever reports it: untrusted. */
  readonly name: string;
  /** The reporting app, `github-actions`. Null for a status, and where GitHub does not say. */
  readonly app: string | null;
  /** Its number, as rules name it. */
  readonly appId: number | null;
  /** Of GitHub Actions. */
  readonly workflow: string | null;
  /** What started the workflow: `push`, `pull_request`. */
  readonly event: string | null;
  readonly state: CheckState;
  /** ISO times. A status was made once and has only `startedAt`. */
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  /** For people. */
  readonly url: string | null;
}

/** GitHub's states and conclusions in one list; `error` and `expected` are of statuses alone. */
export type CheckState =
  | "requested"
  | "queued"
  | "waiting"
  | "pending"
  | "in_progress"
  | "expected"
  | "success"
  | "neutral"
  | "skipped"
  | "failure"
  | "error"
  | "cancelled"
  | "timed_out"
  | "action_required"
  | "startup_failure"
  | "stale";

export interface RequiredCheck {
  readonly name: string;
  /** Only this app's word counts; null: anybody's. */
  readonly appId: number | null;
}

/** Rules that nobody has are not the same as rules that the token may not see. */
export type RequiredChecks =
  | { readonly status: "read"; readonly checks: readonly RequiredCheck[] }
  | { readonly status: "unreadable"; readonly reason: string; readonly checks: readonly RequiredCheck[] };
