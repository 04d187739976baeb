import type { ConfigScript } from "../options.js";
import type { CircleState } from "./circle-state.js";
import type { JobStatus, PipelineRecord, WorkflowRecord } from "./records.js";
import { finishJob } from "./run-workflow.js";

/** What happens at CircleCI without its interface: pushes, people, the passing of time. */
export interface CircleConsole {
  /** What pushes build from now on. */
  configure(slug: string, config: ConfigScript): void;
  /** A push of a branch or a tag. */
  push(slug: string, push: Push): PipelineRecord;
  /** Makes the workflows of a pipeline that is pending. */
  process(pipeline: PipelineRecord): void;
  /** Ends a job that is running, or changes one as support would. */
  finish(workflow: WorkflowRecord, job: string, status: JobStatus): void;
}

export interface Push {
  readonly branch?: string;
  readonly tag?: string;
  /** 40 hex digits. */
  readonly revision: string;
  /** Default `webhook`. */
  readonly triggerType?: string;
  /** Owner of a fork: a pull request of it, whose branch is `pull/<number>`. */
  readonly fork?: string;
  /** CircleCI has taken it, and made no workflow yet. */
  readonly isPending?: boolean;
}

export const circleConsole = (state: CircleState): CircleConsole => ({
  configure: (slug, config) => {
    state.project(slug).config = config;
  },
  push: (slug, push) => state.begin(state.project(slug), { triggerType: "webhook", ...push }),
  process: (pipeline) => state.process(pipeline),
  finish: (workflow, name, status) => {
    const job = workflow.jobs.find(({ script }) => script.name === name);
    if (job === undefined) throw new Error(`the workflow ${workflow.name} has no job ${name}`);
    finishJob(workflow, job, { status, tick: state.tick });
  },
});
