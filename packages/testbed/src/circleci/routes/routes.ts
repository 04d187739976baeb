import type { OperationName } from "../contract/operations.js";
import { notFound, Refusal } from "../http/refusal.js";
import type { CircleState } from "../state/circle-state.js";
import type { ParameterValues, PipelineRecord, ProjectRecord } from "../state/records.js";
import { finishJob, rerunWorkflow, statusOf } from "../state/run-workflow.js";
import { jobBody, pipelineBody, workflowBody } from "./bodies.js";
import { pageOf } from "./page.js";

/** One request of a known operation, checked. */
export interface Call {
  readonly state: CircleState;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly pageSize: number;
  /** Where artifacts are. */
  readonly url: string;
}

export const ROUTES: Readonly<Record<OperationName, (call: Call) => object>> = {
  listPipelinesForProject: ({ state, params, query, pageSize }) => {
    const branch = query.get("branch");
    const { pipelines } = state.project(params["slug"] ?? "");
    const wanted = branch === null ? pipelines : pipelines.filter((each) => each.branch === branch);
    return pageOf(wanted.map(pipelineBody), query, pageSize);
  },
  triggerPipeline: ({ state, params, body }) => {
    const project = state.project(params["slug"] ?? "");
    if (project.slug.startsWith("circleci/"))
      throw new Refusal(400, "This endpoint is not available to projects that use GitLab or GitHub App");
    const { branch, tag, parameters } = body as Source & { parameters?: ParameterValues };
    return creationOf(
      begin(state, project, { ...(tag === undefined ? { branch: branch ?? "main" } : { tag }), parameters }),
    );
  },
  triggerPipelineRun: ({ state, params, body }) => {
    const project = state.project(params["slug"] ?? "");
    const { definition_id, checkout, parameters } = body as RunRequest;
    if (definition_id !== project.definitionId) throw notFound("Pipeline definition");
    return creationOf(begin(state, project, { ...checkout, parameters }));
  },
  getPipelineById: ({ state, params }) => pipelineBody(state.pipeline(params["id"] ?? "")),
  listWorkflowsByPipelineId: ({ state, params, query, pageSize }) =>
    pageOf(state.pipeline(params["id"] ?? "").workflows.map(workflowBody), query, pageSize),
  getWorkflowById: ({ state, params }) => workflowBody(state.workflow(params["id"] ?? "")),
  listWorkflowJobs: ({ state, params, query, pageSize }) => {
    const workflow = state.workflow(params["id"] ?? "");
    const jobs = workflow.jobs.map((job) => jobBody(job, workflow));
    return pageOf(jobs, query, pageSize);
  },
  rerunWorkflow: ({ state, params, body }) => {
    const workflow = state.workflow(params["id"] ?? "");
    const { from_failed: fromFailed = false } = body as { from_failed?: boolean };
    const status = statusOf(workflow);
    if (fromFailed && status !== "failed" && status !== "canceled")
      throw new Refusal(400, `Cannot rerun from failed: the workflow is ${status}`);
    return { workflow_id: rerunWorkflow(workflow, fromFailed, state.tick).id };
  },
  approvePendingApprovalJobById: ({ state, params }) => {
    const workflow = state.workflow(params["id"] ?? "");
    const job = workflow.jobs.find((each) => each.approvalRequestId === params["approval"]);
    if (job === undefined) throw notFound("Job");
    if (job.status !== "on_hold") throw new Refusal(400, "Job is not awaiting approval");
    job.approvedBy = "026a6d28-c22e-4aab-a8b4-bd7131a8ea35";
    finishJob(workflow, job, { status: "success", tick: state.tick });
    return { message: "Accepted." };
  },
  getJobArtifacts: ({ state, params, query, pageSize, url }) => {
    const project = state.project(params["slug"] ?? "");
    const job = project.pipelines
      .flatMap(({ workflows }) => workflows.flatMap(({ jobs }) => jobs))
      .find((each) => String(each.number) === params["number"]);
    if (job === undefined) throw notFound("Job");
    const paths = Object.keys(job.stoppedAt === null ? {} : (job.script.artifacts ?? {}));
    const items = paths.map((path) => ({
      path,
      node_index: 0,
      url: `${url}/output/job/${job.id}/artifacts/0/${path.split("/").map(encodeURIComponent).join("/")}`,
    }));
    return pageOf(items, query, pageSize);
  },
};

interface Source {
  readonly branch?: string;
  readonly tag?: string;
}
interface RunRequest {
  readonly definition_id: string;
  readonly checkout: Source;
  readonly parameters?: ParameterValues;
}

function begin(
  state: CircleState,
  project: ProjectRecord,
  { branch, tag, parameters }: Source & { readonly parameters?: ParameterValues | undefined },
): PipelineRecord {
  const revision = project.heads.get(tag === undefined ? `refs/heads/${branch}` : `refs/tags/${tag}`);
  if (revision === undefined) throw new Refusal(400, tag === undefined ? "Branch not found" : "Tag not found");
  const source = tag === undefined ? { branch: branch ?? "" } : { tag };
  return state.begin(project, {
    ...source,
    revision,
    triggerType: "api",
    ...(parameters === undefined ? {} : { parameters }),
  });
}

const creationOf = ({ id, state, number, createdAt }: PipelineRecord): object => ({
  id,
  state,
  number,
  created_at: createdAt,
});
