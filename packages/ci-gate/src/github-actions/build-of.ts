import type { PendingEnvironment, WorkflowArtifact, WorkflowJob, WorkflowRun } from "@signalbox/github";
import type { Artifact, Build, BuildJob, BuildQuery, BuildState } from "../builds/ports.js";
import { causeOf, stateOf } from "./states.js";

/** A run; `waiting` is what one is that waits for environments. GitHub tells nobody the inputs of a dispatch. */
export const buildOf = (run: WorkflowRun, waiting: BuildState): Build => ({
  id: String(run.id),
  name: run.name,
  commit: run.commit,
  branch: run.branch,
  tag: run.tag,
  cause: causeOf(run.event),
  parameters: null,
  state: stateOf(run, waiting),
  attempt: run.attempt,
  createdAt: run.createdAt,
  startedAt: run.startedAt,
  endedAt: run.endedAt,
  url: run.url,
  request: String(run.id),
  ...(run.conclusion === "startup_failure" ? { problem: `GitHub could not begin ${run.path} (startup_failure)` } : {}),
});

/** It waits for a person where somebody has to review; else for a timer, or for an app. */
export const waitingFor = (pending: readonly PendingEnvironment[]): BuildState =>
  pending.some(({ reviewers }) => reviewers.length > 0) ? "held" : "running";

/**
 * With `run-name` a run may tell that as its name (https://github.com/actions/runner/issues/4141), and then each run of one
 * workflow another: they would not be followed by each other. Those are named by their file. Pure.
 */
export function withWorkflowNames(runs: readonly WorkflowRun[]): readonly WorkflowRun[] {
  const names = new Map<string, Set<string>>();
  for (const { path, name } of runs) names.set(path, (names.get(path) ?? new Set()).add(name));
  return runs.map((run) => ((names.get(run.path)?.size ?? 0) > 1 ? { ...run, name: fileNameOf(run.path) } : run));
}

const fileNameOf = (path: string): string => path.split("/").at(-1) ?? path;

export const isWanted = (run: WorkflowRun, { branch, tag, workflow }: BuildQuery): boolean =>
  (branch === undefined || run.branch === branch) &&
  (tag === undefined || run.tag === tag) &&
  (workflow === undefined || run.name === workflow || isFile(run.path, workflow));

/** `ci.yml`, or the whole path. */
export const isFile = (path: string, wanted: string): boolean => path === wanted || path.endsWith(`/${wanted}`);

/** One behind an environment waits for that, which is an approval of its own. */
export const jobOf = (job: WorkflowJob): BuildJob => ({
  id: String(job.id),
  name: job.name,
  kind: "job",
  state: stateOf(job, "queued"),
  startedAt: job.startedAt,
  endedAt: job.endedAt,
  needs: null,
  url: job.url,
});

/** A zip of files, unless it was uploaded as one file. */
export const fileOf = (artifact: WorkflowArtifact): Artifact => ({
  path: artifact.name,
  job: null,
  url: artifact.url,
  size: artifact.size,
  digest: artifact.digest,
  expiresAt: artifact.expiresAt,
});

/** Where an artifact is, from its address; null when that is none of GitHub's. */
export function placeOf({ url }: Artifact): { readonly repository: string; readonly id: number } | null {
  const [, repository, id] = /\/repos\/([^/]+\/[^/]+)\/actions\/artifacts\/(\d+)\/zip$/.exec(url) ?? [];
  return repository === undefined ? null : { repository, id: Number(id) };
}
