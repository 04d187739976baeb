import type { Build, BuildJob, BuildState } from "../builds/ports.js";
import type { Job } from "./answers.js";
import { JOB_STATES, stateOf } from "./states.js";

const OVER: ReadonlySet<BuildState> = new Set(["failed", "cancelled", "not-run"]);

/** The jobs of a workflow. `blocked` is one that waits, unless something before it ended without passing: then it never runs. Of a job that CircleCI tried again, its last attempt. */
export function jobsOf(jobs: readonly Job[], build: Build): BuildJob[] {
  const byId = new Map(jobs.map((job) => [job.id, job]));
  const states = new Map<string, BuildState>();
  const stateOfJob = (job: Job): BuildState => {
    const known = states.get(job.id);
    if (known !== undefined) return known;
    const own = job.status === null ? "queued" : stateOf(JOB_STATES, job.status);
    states.set(job.id, own);
    if (job.status !== "blocked") return own;
    const before = (job.dependencies ?? []).flatMap((id) => byId.get(id) ?? []);
    const state = before.some((each) => OVER.has(stateOfJob(each))) ? "not-run" : own;
    states.set(job.id, state);
    return state;
  };
  const isReplaced = (job: Job): boolean =>
    job.status === "retried" && jobs.some(({ name, status }) => name === job.name && status !== "retried");
  return jobs
    .filter((job) => !isReplaced(job))
    .map((job) => ({
      id: job.id,
      name: job.name,
      kind: job.type === "approval" ? "approval" : "job",
      state: stateOfJob(job),
      startedAt: job.started_at,
      endedAt: job.stopped_at,
      needs: job.dependencies?.map((id) => byId.get(id)?.name ?? id) ?? null,
      url: job.job_number === null || build.url === null ? null : `${build.url}/jobs/${job.job_number}`,
    }));
}
