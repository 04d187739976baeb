import type { Host } from "../host.js";
import type { RepositoryRecord, UserRecord } from "./records.js";
import { type ActionsRunRecord, actionsOf, type Attempt, type JobRecord, newestAttempt } from "./workflow-runs.js";

export type NewRun = Pick<ActionsRunRecord, "workflow" | "sha" | "headBranch" | "event"> &
  Partial<Pick<ActionsRunRecord, "fork" | "inputs">> & { readonly standing?: Attempt["standing"] };

/** Makes a run whose jobs wait for a runner, and tells the robots. */
export function startRun(host: Host, repository: RepositoryRecord, actor: UserRecord, asked: NewRun): ActionsRunRecord {
  const { runs } = actionsOf(host, repository);
  const { standing = null, ...rest } = asked;
  const jobs = standing === null ? Object.entries(asked.workflow.jobs).map((job) => newJob(host, job)) : [];
  const now = host.now();
  const run: ActionsRunRecord = host.state.record("WorkflowRun", {
    fork: null,
    inputs: {},
    ...rest,
    repository,
    number: runs.values().filter(({ workflow }) => workflow.id === asked.workflow.id).length + 1,
    createdAt: now,
    attempts: [{ startedAt: now, updatedAt: now, jobs, standing }],
    reviews: [],
  });
  runs.set(run.id, run);
  host.emit({ name: "workflow_run", action: "requested", repository, actor, subject: run });
  return run;
}

/** The next attempt; `keeps` says which jobs are not run again. */
export function runAgain(
  host: Host,
  actor: UserRecord,
  run: ActionsRunRecord,
  keeps: (job: JobRecord) => boolean,
): ActionsRunRecord {
  const now = host.now();
  const jobs = newestAttempt(run).jobs.map((job) => (keeps(job) ? job : newJob(host, [job.name, job.environment])));
  const [first, ...rest] = run.attempts;
  const next: Attempt = { startedAt: now, updatedAt: now, jobs, standing: null };
  const changed: ActionsRunRecord = { ...run, attempts: [first, ...rest, next] };
  actionsOf(host, run.repository).runs.set(run.id, changed);
  host.emit({ name: "workflow_run", action: "requested", repository: run.repository, actor, subject: changed });
  return changed;
}

const newJob = (host: Host, [name, environment]: readonly [string, string | null]): JobRecord => ({
  id: host.state.record("CheckRun", {}).id,
  name,
  environment,
  status: "queued",
  conclusion: null,
  isApproved: false,
  createdAt: host.now(),
  startedAt: null,
  completedAt: null,
});
