import { type CallOptions, isReleaseError } from "@signalbox/release-core";
import type { GitHubClient } from "../client.js";
import { isNotFound } from "../errors.js";
import { readPages } from "../read-pages.js";
import { read, write } from "../send.js";
import { type Locate, slugOf } from "../slug.js";
import { jobOf, pendingOf, type RestJob, type RestPending, type RestRun, runOf } from "./parse-run.js";
import type { EnvironmentReview, Workflow, WorkflowDeployments, WorkflowRuns, WorkflowRunWrites } from "./port.js";
import { refsOfRuns } from "./run-ref.js";

const RUNS = "/repos/{owner}/{repo}/actions/runs";
const RUN = `${RUNS}/{run_id}`;

/**
 * Runs of GitHub Actions over a client, by REST. A fine-grained token needs Actions and Contents to read, Actions to
 * write, and for approvals Deployments.
 * Source: https://docs.github.com/en/rest/actions/workflow-runs, https://docs.github.com/en/rest/deployments/deployments
 */
export function workflowRunsOn(
  client: GitHubClient,
  { locate = slugOf }: { readonly locate?: Locate | undefined } = {},
): WorkflowRuns & WorkflowRunWrites & WorkflowDeployments {
  return {
    list: async (repository, commit, options) => {
      const slug = await locate(repository);
      const asked = { ...slug, head_sha: commit, exclude_pull_requests: true };
      const under = { what: "the workflow runs of a commit", ...options, under: "workflow_runs" };
      const { entries } = await readPages<RestRun>(client, `GET ${RUNS}`, asked, under);
      const refOf = refsOfRuns(client, slug, options);
      return Promise.all(entries.map(async (run) => runOf(run, await refOf(run))));
    },
    read: async (repository, runId, options) => {
      const slug = await locate(repository);
      const run = await orNull(read(client, `GET ${RUN}`, { ...slug, run_id: runId }, options));
      if (run === null) return null;
      return runOf(run.data as RestRun, await refsOfRuns(client, slug, options)(run.data as RestRun));
    },
    listJobs: async (repository, { id, attempt }, options) => {
      const asked = { ...(await locate(repository)), run_id: id, attempt_number: attempt };
      const under = { what: "the jobs of a workflow run", ...options, under: "jobs" };
      const { entries } = await readPages<RestJob>(client, `GET ${RUN}/attempts/{attempt_number}/jobs`, asked, under);
      return entries.map(jobOf);
    },
    listPending: async (repository, runId, options) => {
      const asked = { ...(await locate(repository)), run_id: runId };
      const answer = await read(client, `GET ${RUN}/pending_deployments`, asked, options);
      return (answer.data as RestPending[]).map(pendingOf);
    },
    listReviews: async (repository, runId, options) => {
      const asked = { ...(await locate(repository)), run_id: runId };
      const answer = await read(client, `GET ${RUN}/approvals`, asked, options);
      return (answer.data as RestReview[]).map(({ environments, state }) => ({
        environments: environments.map(({ id, name }) => ({ id, name })),
        state,
      }));
    },
    listWorkflows: async (repository, options) => {
      const under = { what: "the workflows of a repository", ...options, under: "workflows" };
      const asked = { ...(await locate(repository)) };
      const { entries } = await readPages<Workflow>(
        client,
        "GET /repos/{owner}/{repo}/actions/workflows",
        asked,
        under,
      );
      return entries.map(({ id, name, path }) => ({ id, name, path }));
    },
    lastDeployedAt: async (repository, { commit: sha, environment }, options) => {
      const newest = { ...(await locate(repository)), sha, environment, per_page: 1 };
      const answer = await read(client, "GET /repos/{owner}/{repo}/deployments", newest, options);
      return (answer.data as readonly { readonly created_at: string }[])[0]?.created_at ?? null;
    },
    rerun: async (repository, runId, from, options) => {
      const route = `POST ${RUN}/${from === "start" ? "rerun" : "rerun-failed-jobs"}`;
      await write(client, route, { ...(await locate(repository)), run_id: runId }, options);
    },
    dispatch: async (repository, { workflow, ref, inputs }, options) => {
      const asked = { ...(await locate(repository)), workflow_id: workflow, ref, inputs };
      return dispatched(client, asked, options);
    },
    approve: async (repository, runId, { environmentId, comment }, options) => {
      const review = { environment_ids: [environmentId], state: "approved", comment };
      const asked = { ...(await locate(repository)), run_id: runId, ...review };
      await write(client, `POST ${RUN}/pending_deployments`, asked, options);
    },
  };
}

interface RestReview {
  readonly environments: EnvironmentReview["environments"];
  readonly state: EnvironmentReview["state"];
}

const DISPATCH = "POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches";

/**
 * Asks for the run's id, which version 2022-11-28 of the API gives on demand and 2026-03-10 always. An older Enterprise
 * Server refuses the question, and does nothing then.
 * Source: https://docs.github.com/en/rest/actions/workflows#create-a-workflow-dispatch-event
 */
async function dispatched(client: GitHubClient, asked: object, options?: CallOptions): Promise<number | null> {
  try {
    const answer = await write(client, DISPATCH, { ...asked, return_run_details: true }, options);
    return (answer.data as { readonly workflow_run_id?: number } | null | undefined)?.workflow_run_id ?? null;
  } catch (error) {
    if (!isRefusalOf(error, "return_run_details")) throw error;
    await write(client, DISPATCH, { ...asked }, options);
    return null;
  }
}

const isRefusalOf = (error: unknown, field: string): boolean =>
  isReleaseError(error) && error.code === "ERR_GITHUB_REFUSED" && error.message.includes(field);

async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
