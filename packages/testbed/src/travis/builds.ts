/** A job as `.travis.yml` has it, and how it ends. */
export interface TravisJob {
  /** Default: none, as most have. */
  readonly name?: string;
  /** Default: the first, `test`. */
  readonly stage?: string;
  /** Each time it runs, the last for all times after; `started` goes on until `end` is called. Default: it passes. */
  readonly ends?: readonly ("passed" | "failed" | "errored" | "started")[];
}

export interface TravisPush {
  /** 40 hex digits. */
  readonly commit: string;
  /** Exactly one of both. */
  readonly branch?: string;
  readonly tag?: string;
  /** Default `push`. */
  readonly event?: "push" | "pull_request" | "api" | "cron";
  /** Default: one job that passes. */
  readonly jobs?: readonly TravisJob[];
}

type RunState = "created" | "queued" | "received" | "started" | "passed" | "failed" | "errored" | "canceled";

export interface JobRecord {
  readonly id: number;
  readonly number: string;
  readonly stage: string;
  readonly script: TravisJob;
  readonly createdAt: Date;
  state: RunState;
  startedAt: Date | null;
  finishedAt: Date | null;
  restartedAt: Date | null;
}

export interface BuildRecord {
  readonly id: number;
  readonly number: number;
  readonly slug: string;
  readonly push: TravisPush;
  readonly committedAt: Date;
  readonly jobs: readonly JobRecord[];
  /** How often it ran. */
  runs: number;
}

const BAD: readonly RunState[] = ["failed", "errored", "canceled"];
export const isOver = (state: RunState): boolean => state === "passed" || BAD.includes(state);

/** In the order in which they run. */
export const stagesOf = ({ jobs }: BuildRecord): readonly string[] => [...new Set(jobs.map(({ stage }) => stage))];

export const jobsIn = ({ jobs }: BuildRecord, stage: string): readonly JobRecord[] =>
  jobs.filter((job) => job.stage === stage);

/** The first of these that some job has: a build is as its worst part. */
export function stateOf(jobs: readonly JobRecord[]): RunState {
  const has = (state: RunState): boolean => jobs.some((job) => job.state === state);
  for (const state of ["started", "received", "queued"] as const) if (has(state)) return state;
  if (has("created")) return jobs.some(({ state }) => state === "passed") ? "started" : "created";
  return BAD.filter((state) => state !== "canceled").find(has) ?? (has("canceled") ? "canceled" : "passed");
}

/** Runs what may run, stage after stage. One that fails cancels what has not begun. */
export function run(build: BuildRecord, now: () => Date): void {
  for (const stage of stagesOf(build)) {
    for (const job of jobsIn(build, stage)) {
      if (job.state !== "created") continue;
      const { ends = ["passed"] } = job.script;
      job.startedAt = now();
      end(job, ends[Math.min(build.runs, ends.length) - 1] ?? "passed", now());
    }
    const state = stateOf(jobsIn(build, stage));
    if (state === "passed") continue;
    if (isOver(state)) cancelRest(build, now());
    return;
  }
}

export function end(job: JobRecord, state: RunState, at: Date): void {
  job.state = state;
  job.finishedAt = isOver(state) ? at : null;
}

function cancelRest({ jobs }: BuildRecord, at: Date): void {
  for (const job of jobs) if (!isOver(job.state)) end(job, "canceled", at);
}

/** All jobs, and all their times, as if they had never run. */
export function begin(build: BuildRecord, now: () => Date): void {
  build.runs += 1;
  for (const job of build.jobs) {
    if (build.runs > 1) job.restartedAt = now();
    job.state = "created";
    job.startedAt = null;
    job.finishedAt = null;
  }
}
