import type { JobRecord, PipelineRecord, WorkflowRecord } from "../state/records.js";
import { statusOf } from "../state/run-workflow.js";

/** Somebody who has no other part. */
const USER = "03987f6a-4c27-4dc1-b6ab-c7e83bb3e713";

export function pipelineBody(pipeline: PipelineRecord): object {
  const { project, branch, tag, revision, createdAt } = pipeline;
  const [vcs, organization, name] = project.slug.split("/");
  const urlOf = (owner = ""): string => `https://${vcs === "bb" ? "bitbucket.org" : "github.com"}/${owner}/${name}`;
  return {
    id: pipeline.id,
    errors: pipeline.errors,
    project_slug: project.slug,
    updated_at: createdAt,
    number: pipeline.number,
    state: pipeline.state,
    created_at: createdAt,
    trigger: { type: pipeline.triggerType, received_at: createdAt, actor: { login: "ada", avatar_url: null } },
    vcs: {
      provider_name: vcs === "bb" ? "Bitbucket" : "GitHub",
      target_repository_url: urlOf(organization),
      origin_repository_url: urlOf(pipeline.fork ?? organization),
      revision,
      ...(branch === null ? {} : { branch }),
      ...(tag === null ? {} : { tag }),
    },
  };
}

export const workflowBody = (workflow: WorkflowRecord): object => ({
  pipeline_id: workflow.pipeline.id,
  id: workflow.id,
  name: workflow.name,
  project_slug: workflow.pipeline.project.slug,
  status: statusOf(workflow),
  started_by: USER,
  pipeline_number: workflow.pipeline.number,
  created_at: workflow.createdAt,
  stopped_at: workflow.stoppedAt,
});

export const jobBody = (job: JobRecord, { pipeline }: WorkflowRecord): object => ({
  id: job.id,
  name: job.script.name,
  project_slug: pipeline.project.slug,
  type: job.script.type ?? "build",
  status: job.status,
  dependencies: job.dependencies.map(({ id }) => id),
  started_at: job.startedAt,
  ...(job.stoppedAt === null ? {} : { stopped_at: job.stoppedAt }),
  ...(job.number === null ? {} : { job_number: job.number }),
  ...(job.approvalRequestId === null ? {} : { approval_request_id: job.approvalRequestId }),
  ...(job.approvedBy === null ? {} : { approved_by: job.approvedBy }),
});
