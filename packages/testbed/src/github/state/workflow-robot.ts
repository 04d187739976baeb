import type { Host } from "../host.js";
import { digestOf } from "../rest/release-assets.js";
import type { CheckConclusion } from "./checks.js";
import { environmentsOf } from "./environments.js";
import type { RepositoryRecord, UserRecord } from "./records.js";
import { startRun, type NewRun } from "./start-run.js";
import {
  type ActionsRunRecord,
  actionsOf,
  changeRun,
  type JobRecord,
  newestAttempt,
  type WorkflowRecord,
} from "./workflow-runs.js";

export interface WorkflowOptions {
  /** Default: the file's name without its ending. */
  readonly name?: string;
  /** Name → environment, null for none. Default: one job, `test`. */
  readonly jobs?: Readonly<Record<string, string | null>>;
  /** Of `workflow_dispatch`: name → whether it must be given. Default: it has no such trigger. */
  readonly inputs?: Readonly<Record<string, boolean>>;
}

export interface RunOptions extends Partial<Pick<NewRun, "headBranch" | "event" | "standing">> {
  /** Slug of the fork that it is of. */
  readonly fork?: string;
}

export interface KeptFile {
  readonly name: string;
  readonly content: string | Buffer;
  /** For so long. Default 90. */
  readonly days?: number;
}

/** Plays the runners of GitHub Actions. Jobs go on when the script says so. */
export interface WorkflowRobot {
  /** A workflow, by its file's name; one that is there is changed. */
  workflow(slug: string, file: string, options?: WorkflowOptions): void;
  /** A run that no request asked for, by default of a push to `main`; gives back its id. */
  run(slug: string, file: string, sha: string, options?: RunOptions): number;
  /** As it is now. */
  read(slug: string, runId: number): ActionsRunRecord;
  /** Begins a job of the newest attempt; where its environment asks for something first, it waits for that. */
  start(slug: string, runId: number, job: string): void;
  finish(slug: string, runId: number, job: string, conclusion: CheckConclusion): void;
  /** Runs every job that is not over to its end, as far as no environment stops it. */
  finishAll(slug: string, runId: number, conclusion?: CheckConclusion): void;
  keep(slug: string, runId: number, file: KeptFile): void;
}

/** `login`: who pushed. */
export function workflowRobot(host: Host, login: string): WorkflowRobot {
  const found = (slug: string): { readonly repository: RepositoryRecord; readonly actor: UserRecord } => {
    const repository = host.state.repository(slug);
    const actor = host.state.user(login);
    if (repository === undefined || actor === undefined) throw new Error(`there is no ${slug}, or no ${login}`);
    return { repository, actor };
  };
  const runOf = (slug: string, runId: number): ActionsRunRecord => {
    const run = actionsOf(host, found(slug).repository).runs.get(runId);
    if (run === undefined) throw new Error(`${slug} has no run ${runId}`);
    return run;
  };
  const change = (slug: string, runId: number, name: string, next: (job: JobRecord) => Partial<JobRecord>): void => {
    const run = runOf(slug, runId);
    const { jobs } = newestAttempt(run);
    if (!jobs.some((job) => job.name === name)) throw new Error(`run ${runId} has no job ${name}`);
    changeRun(host, run, { jobs: jobs.map((job) => (job.name === name ? { ...job, ...next(job) } : job)) });
  };
  const start: WorkflowRobot["start"] = (slug, runId, name) =>
    change(slug, runId, name, (job) => {
      const { repository } = found(slug);
      const { environment, isApproved } = job;
      if (environment !== null && !isApproved) {
        const deployment = { run: runOf(slug, runId), environment, createdAt: host.now() };
        actionsOf(host, repository).deployments.push(host.state.record("Deployment", deployment));
      }
      return isStopped(repository, job) ? { status: "waiting" } : { status: "in_progress", startedAt: host.now() };
    });
  const finish: WorkflowRobot["finish"] = (slug, runId, name, conclusion) =>
    change(slug, runId, name, ({ startedAt }) => {
      const now = host.now();
      return { status: "completed", conclusion, startedAt: startedAt ?? now, completedAt: now };
    });
  return {
    workflow: (slug, file, { name = file.replace(/\.ya?ml$/, ""), jobs = { test: null }, inputs } = {}) => {
      const path = `.github/workflows/${file}`;
      const fields = { name, path, jobs, inputs: inputs ?? null, createdAt: host.now() };
      const { workflows } = actionsOf(host, found(slug).repository);
      const known = [...workflows.values()].find((each) => each.path === path);
      const workflow: WorkflowRecord = { ...(known ?? host.state.record("Workflow", {})), ...fields };
      workflows.set(workflow.id, workflow);
    },
    run: (slug, file, sha, { headBranch = "main", event = "push", fork, ...more } = {}) => {
      const { repository, actor } = found(slug);
      const workflows = [...actionsOf(host, repository).workflows.values()];
      const workflow = workflows.find(({ path }) => path.endsWith(`/${file}`));
      if (workflow === undefined) throw new Error(`${slug} has no workflow ${file}`);
      const ofFork = fork === undefined ? null : found(fork).repository;
      return startRun(host, repository, actor, { workflow, sha, headBranch, event, fork: ofFork, ...more }).id;
    },
    read: runOf,
    start,
    finish,
    finishAll: (slug, runId, conclusion = "success") => {
      for (const { name, status } of newestAttempt(runOf(slug, runId)).jobs) {
        if (status === "completed") continue;
        start(slug, runId, name);
        const now = newestAttempt(runOf(slug, runId)).jobs.find((job) => job.name === name);
        if (now?.status === "in_progress") finish(slug, runId, name, conclusion);
      }
    },
    keep: (slug, runId, { name, content, days = 90 }) => {
      const { artifacts } = actionsOf(host, found(slug).repository);
      const now = host.now();
      const bytes = Buffer.from(content);
      const artifact = host.state.record("Artifact", {
        runId: runOf(slug, runId).id,
        name,
        content: bytes,
        digest: digestOf(bytes),
        createdAt: now,
        expiresAt: new Date(now.getTime() + days * 86_400_000),
      });
      artifacts.set(artifact.id, artifact);
    },
  };
}

function isStopped(repository: RepositoryRecord, { environment, isApproved }: JobRecord): boolean {
  if (environment === null || isApproved) return false;
  const rules = environmentsOf(repository).get(environment);
  return rules !== undefined && (rules.reviewers.length > 0 || rules.waitMinutes > 0);
}
