import type { PendingEnvironment, WorkflowArtifact, WorkflowJob, WorkflowRun } from "./port.js";

export interface RestRun {
  readonly id: number;
  readonly name: string | null;
  readonly path: string;
  readonly head_sha: string;
  readonly head_branch: string | null;
  readonly event: string;
  readonly status: string | null;
  readonly conclusion: string | null;
  readonly run_attempt?: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly run_started_at?: string;
  readonly html_url: string;
  readonly repository: { readonly full_name: string };
  /** Null when the fork was deleted. */
  readonly head_repository: { readonly full_name: string; readonly owner: { readonly login: string } } | null;
}

/** What the name that a run has may be. */
export interface RunRef {
  readonly branch: string | null;
  readonly tag: string | null;
}

export const runOf = (run: RestRun, ref: RunRef): WorkflowRun => ({
  id: run.id,
  attempt: run.run_attempt ?? 1,
  name: run.name ?? run.path,
  path: run.path.replace(/@.*$/, ""),
  commit: run.head_sha,
  ...ref,
  event: run.event,
  status: run.status ?? "unknown",
  conclusion: run.conclusion,
  createdAt: run.created_at,
  startedAt: run.run_started_at ?? null,
  // GitHub tells no end; a run that is over is not touched again but for its next attempt.
  endedAt: run.status === "completed" ? run.updated_at : null,
  url: run.html_url,
});

export interface RestJob {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly html_url: string | null;
}

export const jobOf = (job: RestJob): WorkflowJob => ({
  id: job.id,
  name: job.name,
  status: job.status,
  conclusion: job.conclusion,
  // GitHub gives one that has not begun the time at which it was made.
  startedAt: job.status === "in_progress" || job.status === "completed" ? job.started_at : null,
  endedAt: job.completed_at,
  url: job.html_url,
});

export interface RestPending {
  readonly environment: { readonly id: number; readonly name: string };
  readonly current_user_can_approve: boolean;
  readonly reviewers: readonly { readonly reviewer?: { readonly login?: string; readonly slug?: string } }[];
}

export const pendingOf = (pending: RestPending): PendingEnvironment => ({
  id: pending.environment.id,
  name: pending.environment.name,
  reviewers: pending.reviewers.flatMap(({ reviewer }) => reviewer?.login ?? reviewer?.slug ?? []),
  mayApprove: pending.current_user_can_approve,
});

export interface RestArtifact {
  readonly id: number;
  readonly name: string;
  readonly size_in_bytes: number;
  readonly digest?: string | null;
  readonly archive_download_url: string;
  readonly expires_at: string | null;
  readonly expired: boolean;
}

export const artifactOf = (artifact: RestArtifact): WorkflowArtifact => ({
  id: artifact.id,
  name: artifact.name,
  size: artifact.size_in_bytes,
  digest: artifact.digest ?? null,
  url: artifact.archive_download_url,
  expiresAt: artifact.expires_at,
  isExpired: artifact.expired,
});

/** As GitHub's own `download-artifact` takes them: a later attempt uploads under the same name. */
export function newestOfEachName(artifacts: readonly WorkflowArtifact[]): readonly WorkflowArtifact[] {
  const newest = new Map<string, WorkflowArtifact>();
  for (const artifact of [...artifacts].sort((one, other) => one.id - other.id)) newest.set(artifact.name, artifact);
  return [...newest.values()];
}
