import type { Build, BuildState } from "../builds/ports.js";
import type { Pipeline, Workflow } from "./answers.js";
import { causeOf, stateOf, WORKFLOW_STATES } from "./states.js";

/** Where people look at builds; null where nobody said. */
export type AppUrl = string | null;

const UNDER_WAY = new Set<BuildState>(["running", "held", "queued"]);

/** A build's id that is no workflow's: that of a pipeline which has none. */
const PIPELINE = "pipeline:";

export const pipelineIdOf = (buildId: string): string | null =>
  buildId.startsWith(PIPELINE) ? buildId.slice(PIPELINE.length) : null;

/**
 * A workflow, with what only its pipeline knows. CircleCI tells nobody the parameters of a pipeline: `trigger_parameters`
 * holds what the webhook said, and `/values` the values of `pipeline.git` and their like
 * (https://discuss.circleci.com/t/api-v2-is-it-possible-to-retrieve-the-parameters-that-were-passed-in/34128).
 * A build whose cause is not `api` has the declared defaults.
 */
export function buildOf(pipeline: Pipeline, workflow: Workflow, appUrl: AppUrl): Build {
  const state = workflow.status === null ? "queued" : stateOf(WORKFLOW_STATES, workflow.status);
  return {
    ...originOf(pipeline),
    id: workflow.id,
    name: workflow.name,
    state,
    createdAt: workflow.created_at,
    startedAt: state === "queued" || state === "not-run" ? null : workflow.created_at,
    // A workflow that is on hold may have a time from before, and in one that fails other jobs go on.
    endedAt: UNDER_WAY.has(state) || workflow.status === "failing" ? null : workflow.stopped_at,
    url: appUrl === null ? null : `${pipelineUrl(pipeline, appUrl)}/workflows/${workflow.id}`,
  };
}

/**
 * The builds of a pipeline: its workflows, and before them its failure, when it could not begin or go on. One without
 * either is no build: not yet, or never, because its filters left out everything; what comes of it has ids of its own.
 */
export function buildsOfPipeline(pipeline: Pipeline, workflows: readonly Workflow[], appUrl: AppUrl): Build[] {
  const builds = workflows.map((workflow) => buildOf(pipeline, workflow, appUrl));
  const { id, created_at: begun, state } = pipeline;
  const errors = pipeline.errors ?? [];
  if (errors.length === 0 && state !== "errored") return builds;
  // A set-up workflow passes before the configuration fails that it made.
  const at = builds
    .map(({ createdAt }) => createdAt)
    .reduce((one, other) => (Date.parse(one) > Date.parse(other) ? one : other), begun);
  const problem = errors.map(({ type, message }) => [type ?? [], message ?? []].flat().join(": ")).join("; ");
  const failure: Build = {
    ...originOf(pipeline),
    id: `${PIPELINE}${id}`,
    name: "pipeline",
    state: "failed",
    createdAt: at,
    startedAt: null,
    endedAt: at,
    url: appUrl === null ? null : pipelineUrl(pipeline, appUrl),
    problem: problem === "" ? "CircleCI could make no workflow of it" : problem,
  };
  return [failure, ...builds];
}

const originOf = ({ id, vcs, trigger }: Pipeline): Origin => ({
  request: id,
  commit: vcs?.revision?.toLowerCase() ?? "",
  branch: vcs?.branch ?? null,
  tag: vcs?.tag ?? null,
  cause: isOfFork(vcs) ? "pull-request" : causeOf(trigger?.type ?? "unknown"),
  parameters: null,
  attempt: 1,
});

type Origin = Pick<Build, "commit" | "branch" | "tag" | "cause" | "parameters" | "attempt" | "request">;

/** For pipelines of a fork's pull request the two differ; of one alone nothing follows: https://circleci.com/docs/api/v2/ (`Pipeline.vcs`). */
const isOfFork = (vcs: Pipeline["vcs"]): boolean =>
  vcs !== null &&
  vcs.origin_repository_url !== null &&
  vcs.target_repository_url !== null &&
  vcs.origin_repository_url !== vcs.target_repository_url;

const pipelineUrl = ({ project_slug: slug, number }: Pipeline, appUrl: string): string =>
  `${appUrl}/pipelines/${slug.replace(/^gh\//, "github/").replace(/^bb\//, "bitbucket/")}/${number}`;
