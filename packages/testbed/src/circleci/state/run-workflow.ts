import { randomUUID } from "node:crypto";
import type { JobScript, WorkflowScript } from "../options.js";
import type { JobRecord, JobStatus, PipelineRecord, WorkflowRecord, WorkflowStatus } from "./records.js";

/** Ticks, and never says the same time twice. */
export type Tick = () => string;

/** Null when its filters leave out every job. */
export function startWorkflow(pipeline: PipelineRecord, script: WorkflowScript, tick: Tick): WorkflowRecord | null {
  const wanted = script.jobs.filter((job) => isWanted(job, pipeline));
  // A job whose needs are left out is left out too.
  const names = new Set(wanted.map(({ name }) => name));
  const jobs = wanted.filter(({ needs = [] }) => needs.every((name) => names.has(name)));
  return jobs.length === 0 ? null : addWorkflow(pipeline, { name: script.name, jobs, kept: new Map() }, tick);
}

/** A workflow of its own with the same name; `fromFailed` takes over what passed. */
export function rerunWorkflow(workflow: WorkflowRecord, fromFailed: boolean, tick: Tick): WorkflowRecord {
  const kept = new Map(
    workflow.jobs.filter(({ status }) => fromFailed && status === "success").map((job) => [job.script.name, job]),
  );
  const jobs = workflow.jobs.map(({ script }) => script);
  return addWorkflow(workflow.pipeline, { name: workflow.name, jobs, kept }, tick);
}

function addWorkflow(
  pipeline: PipelineRecord,
  { name, jobs: scripts, kept }: { name: string; jobs: readonly JobScript[]; kept: ReadonlyMap<string, JobRecord> },
  tick: Tick,
): WorkflowRecord {
  const jobs: JobRecord[] = [];
  for (const script of inOrder(scripts)) {
    const before = kept.get(script.name);
    const dependencies = jobs.filter((job) => script.needs?.includes(job.script.name));
    jobs.push({
      id: randomUUID(),
      script,
      dependencies,
      approvalRequestId: script.type === "approval" ? randomUUID() : null,
      number: before?.number ?? null,
      status: before?.status ?? "blocked",
      startedAt: before?.startedAt ?? null,
      stoppedAt: before?.stoppedAt ?? null,
      approvedBy: before?.approvedBy ?? null,
    });
  }
  const attempt = pipeline.workflows.filter((each) => each.name === name).length;
  const workflow = { id: randomUUID(), name, pipeline, createdAt: tick(), attempt, jobs, stoppedAt: null };
  pipeline.workflows.unshift(workflow);
  advance(workflow, tick);
  return workflow;
}

/** Lets run what may run. */
function advance(workflow: WorkflowRecord, tick: Tick): void {
  for (const job of workflow.jobs) {
    if (job.status !== "blocked" || !job.dependencies.every(({ status }) => status === "success")) continue;
    if (job.script.type === "approval") {
      job.status = "on_hold";
      continue;
    }
    const ends = job.script.ends ?? [];
    job.number = workflow.pipeline.project.jobs += 1;
    job.startedAt = tick();
    job.status = ends[Math.min(workflow.attempt, ends.length - 1)] ?? "success";
    if (job.status !== "running") job.stoppedAt = tick();
  }
  workflow.stoppedAt = ENDED.has(statusOf(workflow)) ? tick() : null;
}

export function finishJob(workflow: WorkflowRecord, job: JobRecord, { status, tick }: Ending): void {
  job.status = status;
  job.stoppedAt = tick();
  advance(workflow, tick);
}

export interface Ending {
  readonly status: JobStatus;
  readonly tick: Tick;
}

const BAD: ReadonlySet<JobStatus> = new Set(["failed", "infrastructure_fail", "timedout", "terminated-unknown"]);
const ENDED: ReadonlySet<WorkflowStatus> = new Set([
  "success",
  "failed",
  "error",
  "canceled",
  "unauthorized",
  "not_run",
]);

/** https://circleci.com/docs/guides/orchestrate/workflows/#states */
export function statusOf({ jobs }: WorkflowRecord): WorkflowStatus {
  const some = (...statuses: readonly JobStatus[]): boolean => jobs.some(({ status }) => statuses.includes(status));
  const isBad = jobs.some(({ status }) => BAD.has(status));
  const goesOn = some("running", "queued", "not_running");
  if (isBad) return goesOn || some("on_hold") ? "failing" : "failed";
  if (goesOn) return "running";
  if (some("unauthorized")) return "unauthorized";
  if (some("canceled")) return "canceled";
  return some("on_hold") ? "on_hold" : "success";
}

function isWanted({ tags, branches }: JobScript, { branch, tag }: PipelineRecord): boolean {
  if (tag !== null) return tags?.test(tag) === true;
  const name = branch ?? "";
  return (branches?.only?.test(name) ?? true) && !(branches?.ignore?.test(name) ?? false);
}

/** Needs first, whatever the order of the configuration. */
function inOrder(scripts: readonly JobScript[]): JobScript[] {
  const placed: JobScript[] = [];
  const place = (script: JobScript): void => {
    if (placed.includes(script)) return;
    for (const name of script.needs ?? []) {
      const needed = scripts.find((each) => each.name === name);
      if (needed !== undefined) place(needed);
    }
    placed.push(script);
  };
  scripts.forEach(place);
  return placed;
}
