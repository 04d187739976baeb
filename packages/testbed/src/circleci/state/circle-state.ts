import { randomUUID } from "node:crypto";
import { notFound } from "../http/refusal.js";
import type { CircleCiOptions } from "../options.js";
import type { ParameterValues, PipelineRecord, ProjectRecord, WorkflowRecord } from "./records.js";
import { valuesOf } from "./parameters.js";
import { startWorkflow, type Tick } from "./run-workflow.js";

/** All that the fake knows. */
export interface CircleState {
  readonly projects: readonly ProjectRecord[];
  readonly tick: Tick;
  /** @throws Refusal 404 */
  project(slug: string): ProjectRecord;
  /** @throws Refusal 404 */
  pipeline(id: string): PipelineRecord;
  /** @throws Refusal 404 */
  workflow(id: string): WorkflowRecord;
  /** @throws Refusal 400 for wrong parameters */
  begin(project: ProjectRecord, request: PipelineRequest): PipelineRecord;
  /** Makes the workflows of a pipeline that was pending. */
  process(pipeline: PipelineRecord): void;
}

export interface PipelineRequest {
  readonly branch?: string;
  readonly tag?: string;
  readonly revision: string;
  readonly triggerType: string;
  readonly parameters?: ParameterValues;
  readonly fork?: string;
  /** It waits to be processed, and has no workflow yet. */
  readonly isPending?: boolean;
}

export function circleState({ projects: given, now = () => new Date() }: CircleCiOptions): CircleState {
  const projects = given.map(({ slug, config = { workflows: [] }, definitionId = null }): ProjectRecord => ({
    slug,
    definitionId,
    config,
    heads: new Map(),
    pipelines: [],
    jobs: 0,
  }));
  let lastMs = 0;
  const tick = (): string => {
    lastMs = Math.max(now().getTime(), lastMs + 1);
    return new Date(lastMs).toISOString();
  };
  const pipelines = (): PipelineRecord[] => projects.flatMap((project) => project.pipelines);

  const process = (pipeline: PipelineRecord): void => {
    const { config } = pipeline;
    if (config.error !== undefined) {
      pipeline.state = "errored";
      pipeline.errors = [{ type: "config", message: config.error }];
      return;
    }
    pipeline.state = "created";
    for (const script of config.workflows) startWorkflow(pipeline, script, tick);
  };

  return {
    projects,
    tick,
    process,
    project: (slug) => {
      const found = projects.find((each) => each.slug.toLowerCase() === slug.toLowerCase());
      if (found === undefined) throw notFound("Project");
      return found;
    },
    pipeline: (id) => {
      const found = pipelines().find((each) => each.id === id);
      if (found === undefined) throw notFound("Pipeline");
      return found;
    },
    workflow: (id) => {
      const found = pipelines()
        .flatMap(({ workflows }) => workflows)
        .find((each) => each.id === id);
      if (found === undefined) throw notFound("Workflow");
      return found;
    },
    begin: (project, request) => {
      const {
        branch = null,
        tag = null,
        fork = null,
        revision,
        triggerType,
        parameters = {},
        isPending = false,
      } = request;
      const { config } = project;
      const pipeline: PipelineRecord = {
        id: randomUUID(),
        number: project.pipelines.length + 1,
        project,
        createdAt: tick(),
        triggerType,
        revision,
        branch,
        tag,
        fork,
        parameters: valuesOf(config, parameters),
        config,
        state: "pending",
        errors: [],
        workflows: [],
      };
      project.pipelines.unshift(pipeline);
      project.heads.set(tag === null ? `refs/heads/${branch}` : `refs/tags/${tag}`, revision);
      if (!isPending) process(pipeline);
      return pipeline;
    },
  };
}
