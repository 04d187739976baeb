/** `running`: it lives, or nothing speaks against it. `suspect`: signs against it, no proof. `orphan`: proven that nobody works on it. */
export type ExecutionState = "running" | "suspect" | "orphan";

/** Why it was judged so. `code` is public: see the README. */
export interface JobEvidence {
  readonly code: string;
  readonly message: string;
}

export interface JobExecution {
  readonly id: string;
  readonly job: string;
  readonly state: ExecutionState;
  /** ISO 8601; null where it is not known. */
  readonly startedAt: string | null;
  readonly runningForMs: number | null;
  readonly startedBy: string | null;
  readonly progress: { readonly done: number; readonly total: number | null } | null;
  /** ISO 8601, by the median of the same job's history; null without one. */
  readonly expectedEndAt: string | null;
  readonly evidence: readonly JobEvidence[];
  /** A person's recorded word that this orphan does not count. */
  readonly acknowledged: { readonly by: string; readonly reason: string; readonly at: string } | null;
  /** For a person: what would end it. Never run by the guard. */
  readonly recovery: readonly string[];
}

/** What `listRunningJobs` answers for one engine; `jobs --json` adds `format` and `verdict`. */
export interface JobsReport {
  readonly engine: string;
  readonly description: string;
  readonly executions: readonly JobExecution[];
  /** How many there are, when more than the limit were found. */
  readonly total: number;
  readonly warnings: readonly { readonly code: string; readonly message: string; readonly hint: string }[];
  /** ISO 8601: this machine's clock and the database's. */
  readonly checkedAt: string;
  readonly databaseTime: string;
}
