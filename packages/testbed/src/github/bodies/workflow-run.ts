import type { Host } from "../host.js";
import type { EnvironmentRecord } from "../state/environments.js";
import { nodeIdOf } from "../state/node-id.js";
import type { RepositoryRecord, UserRecord } from "../state/records.js";
import {
  type ActionsRunRecord,
  type ArtifactRecord,
  type DeploymentRecord,
  type JobRecord,
  newestAttempt,
  standingOf,
  type WorkflowRecord,
} from "../state/workflow-runs.js";
import { apiUrl, htmlUrl, partialRepositoryBody } from "./repository.js";
import { timestamp } from "./timestamp.js";
import { simpleUser } from "./user.js";

const at = (date: Date | null): string | null => (date === null ? null : timestamp(date));
const runUrl = (host: Host, { repository, id }: ActionsRunRecord): string =>
  `${apiUrl(host, repository)}/actions/runs/${id}`;

/** `workflow-run`. */
export function workflowRunBody(host: Host, run: ActionsRunRecord): Record<string, unknown> {
  const { id, nodeId, repository, workflow, number, sha, headBranch, event, fork, createdAt, attempts } = run;
  const url = runUrl(host, run);
  const { startedAt, updatedAt } = newestAttempt(run);
  return {
    id,
    node_id: nodeId,
    name: workflow.name,
    path: workflow.path,
    display_title: workflow.name,
    head_branch: headBranch,
    head_sha: sha,
    run_number: number,
    run_attempt: attempts.length,
    event,
    ...standingOf(newestAttempt(run)),
    workflow_id: workflow.id,
    check_suite_id: id,
    url,
    html_url: `${htmlUrl(host, repository)}/actions/runs/${id}`,
    pull_requests: [],
    created_at: timestamp(createdAt),
    updated_at: timestamp(updatedAt),
    run_started_at: timestamp(startedAt),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${apiUrl(host, repository)}/check-suites/${id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: attempts.length === 1 ? null : `${url}/attempts/${attempts.length - 1}`,
    workflow_url: workflowUrl(host, repository, workflow),
    head_commit: null,
    repository: partialRepositoryBody(host, repository),
    head_repository: partialRepositoryBody(host, fork ?? repository),
  };
}

/** `job`. */
export function jobBody(host: Host, run: ActionsRunRecord, attempt: number, job: JobRecord): Record<string, unknown> {
  const { repository, workflow, sha, headBranch, id: runId } = run;
  const { id, name, status, conclusion, createdAt, startedAt, completedAt } = job;
  return {
    id,
    node_id: nodeIdOf("CheckRun", id),
    run_id: runId,
    run_url: runUrl(host, run),
    run_attempt: attempt,
    head_sha: sha,
    head_branch: headBranch,
    workflow_name: workflow.name,
    name,
    status,
    conclusion,
    created_at: timestamp(createdAt),
    started_at: timestamp(startedAt ?? createdAt),
    completed_at: at(completedAt),
    url: `${apiUrl(host, repository)}/actions/jobs/${id}`,
    html_url: `${htmlUrl(host, repository)}/actions/runs/${runId}/job/${id}`,
    check_run_url: `${apiUrl(host, repository)}/check-runs/${id}`,
    steps: [],
    labels: ["ubuntu-latest"],
    runner_id: startedAt === null ? null : 1,
    runner_name: startedAt === null ? null : "GitHub Actions 1",
    runner_group_id: startedAt === null ? null : 2,
    runner_group_name: startedAt === null ? null : "GitHub Actions",
  };
}

const workflowUrl = (host: Host, repository: RepositoryRecord, { id }: WorkflowRecord): string =>
  `${apiUrl(host, repository)}/actions/workflows/${id}`;

/** `workflow`. */
export const workflowBody = (host: Host, repository: RepositoryRecord, workflow: WorkflowRecord): object => ({
  id: workflow.id,
  node_id: workflow.nodeId,
  name: workflow.name,
  path: workflow.path,
  state: "active",
  created_at: timestamp(workflow.createdAt),
  updated_at: timestamp(workflow.createdAt),
  url: workflowUrl(host, repository, workflow),
  html_url: `${htmlUrl(host, repository)}/blob/${repository.defaultBranch}/${workflow.path}`,
  badge_url: `${htmlUrl(host, repository)}/workflows/${encodeURIComponent(workflow.name)}/badge.svg`,
});

const environmentName = (host: Host, repository: RepositoryRecord, { id, name }: EnvironmentRecord): object => ({
  id,
  node_id: nodeIdOf("Environment", id),
  name,
  url: `${apiUrl(host, repository)}/environments/${encodeURIComponent(name)}`,
  html_url: `${htmlUrl(host, repository)}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
});

/** `pending-deployment`, as a user sees it. */
export function pendingBody(
  host: Host,
  { repository }: ActionsRunRecord,
  environment: EnvironmentRecord,
  user: UserRecord | null,
): Record<string, unknown> {
  const { reviewers, waitMinutes } = environment;
  return {
    environment: environmentName(host, repository, environment),
    wait_timer: waitMinutes,
    wait_timer_started_at: waitMinutes === 0 ? null : timestamp(host.now()),
    current_user_can_approve: user !== null && reviewers.includes(user.login),
    reviewers: reviewers.flatMap((login) => {
      const reviewer = host.state.user(login);
      return reviewer === undefined ? [] : { type: "User", reviewer: simpleUser(host, reviewer) };
    }),
  };
}

/** `environment-approvals`. */
export const reviewsBody = (host: Host, { repository, reviews }: ActionsRunRecord): object[] =>
  reviews.map(({ environment, state, user, comment }) => ({
    environments: [
      {
        ...environmentName(host, repository, environment),
        created_at: timestamp(repository.createdAt),
        updated_at: timestamp(repository.createdAt),
      },
    ],
    state,
    user: simpleUser(host, user),
    comment,
  }));

/** `deployment`. */
export function deploymentBody(host: Host, deployment: DeploymentRecord): Record<string, unknown> {
  const { id, nodeId, run, environment, createdAt } = deployment;
  const { repository, sha, headBranch } = run;
  const url = `${apiUrl(host, repository)}/deployments/${id}`;
  return {
    id,
    node_id: nodeId,
    sha,
    ref: headBranch ?? sha,
    task: "deploy",
    payload: {},
    original_environment: environment,
    environment,
    description: null,
    creator: null,
    created_at: timestamp(createdAt),
    updated_at: timestamp(createdAt),
    url,
    statuses_url: `${url}/statuses`,
    repository_url: apiUrl(host, repository),
  };
}

/** `artifact`. */
export function artifactBody(host: Host, run: ActionsRunRecord, artifact: ArtifactRecord): Record<string, unknown> {
  const { id, nodeId, name, content, digest, createdAt, expiresAt } = artifact;
  const { repository, sha, headBranch } = run;
  const url = `${apiUrl(host, repository)}/actions/artifacts/${id}`;
  return {
    id,
    node_id: nodeId,
    name,
    size_in_bytes: content.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: expiresAt <= host.now(),
    created_at: timestamp(createdAt),
    updated_at: timestamp(createdAt),
    expires_at: timestamp(expiresAt),
    digest,
    workflow_run: {
      id: run.id,
      repository_id: repository.id,
      head_repository_id: (run.fork ?? repository).id,
      ...(headBranch === null ? {} : { head_branch: headBranch }),
      head_sha: sha,
    },
  };
}
