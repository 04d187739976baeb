import { jobBody, pendingBody, reviewsBody, workflowRunBody, deploymentBody } from "../bodies/workflow-run.js";
import { paged } from "../http/page.js";
import { forbidden, notFound, unprocessable } from "../http/problem.js";
import { runAgain } from "../state/start-run.js";
import {
  type ActionsRunRecord,
  actionsOf,
  changeRun,
  type JobRecord,
  newestAttempt,
  pendingEnvironments,
  standingOf,
} from "../state/workflow-runs.js";
import type { RestAnswer, RestCall, RestHandlers } from "./rest-handler.js";

/** "You can re-run for up to 30 days": https://docs.github.com/en/actions/how-tos/manage-workflow-runs/re-run-workflows-and-jobs */
const RERUN_DAYS = 30;

/** Runs of GitHub Actions. */
export const workflowRunArea = {
  "actions/list-workflow-runs-for-repo": (call) => {
    const { host, repository, query } = call;
    const shown = actionsOf(host, repository)
      .runs.values(call.asOf)
      .filter((run) => {
        const { status, conclusion } = standingOf(newestAttempt(run));
        return (
          (query.head_sha === undefined || run.sha === query.head_sha) &&
          (query.branch === undefined || run.headBranch === query.branch) &&
          (query.event === undefined || run.event === query.event) &&
          (query.status === undefined || query.status === status || query.status === conclusion)
        );
      })
      .reverse();
    return paged(
      call,
      shown,
      (run) => workflowRunBody(host, run),
      (workflow_runs, total_count) => ({ total_count, workflow_runs }),
    );
  },
  "actions/get-workflow-run": (call) => ({ status: 200, body: workflowRunBody(call.host, runOf(call)) }),
  "actions/list-jobs-for-workflow-run-attempt": (call) => {
    const run = runOf(call);
    const number = Number(call.params.attempt_number);
    const attempt = run.attempts[number - 1];
    if (attempt === undefined) throw notFound();
    return paged(
      call,
      attempt.jobs,
      (job) => jobBody(call.host, run, number, job),
      (jobs, total_count) => ({ total_count, jobs }),
    );
  },
  "actions/get-pending-deployments-for-run": (call) => {
    const run = runOf(call);
    const body = pendingEnvironments(run).map((each) => pendingBody(call.host, run, each, call.user));
    return { status: 200, body };
  },
  "actions/get-reviews-for-run": (call) => ({ status: 200, body: reviewsBody(call.host, runOf(call)) }),
  "actions/review-pending-deployments-for-run": {
    access: "read",
    handle: (call) => {
      const { host, actor, body } = call;
      const run = runOf(call);
      const asked = pendingEnvironments(run).filter(({ id }) => body.environment_ids.includes(id));
      if (asked.length === 0) throw unprocessable("There are no pending deployment requests to approve or reject");
      if (asked.some(({ reviewers }) => !reviewers.includes(actor.login)))
        throw unprocessable("You are not allowed to approve or reject these pending deployment requests");
      const names = new Set(asked.map(({ name }) => name));
      const reviews = asked.map((environment) => {
        return { environment, state: body.state, user: actor, comment: body.comment };
      });
      const now = host.now();
      const reviewed = (job: JobRecord): JobRecord =>
        body.state === "approved"
          ? { ...job, status: "queued", isApproved: true }
          : { ...job, status: "completed", conclusion: "failure", completedAt: now };
      const isWaiting = ({ status, environment }: JobRecord): boolean =>
        status === "waiting" && names.has(environment ?? "");
      const jobs = newestAttempt(run).jobs.map((job) => (isWaiting(job) ? reviewed(job) : job));
      const subject = changeRun(host, { ...run, reviews: [...run.reviews, ...reviews] }, { jobs });
      host.emit({ name: "deployment_review", action: body.state, repository: run.repository, actor, subject });
      const deployments = actionsOf(host, run.repository).deployments.filter(
        (each) => each.run.id === run.id && names.has(each.environment),
      );
      return { status: 200, body: deployments.map((each) => deploymentBody(host, each)) };
    },
  },
  "repos/list-deployments": (call) => {
    const { host, repository, query } = call;
    const shown = actionsOf(host, repository).deployments.filter(
      ({ run, environment }) =>
        (query.sha === undefined || run.sha === query.sha) &&
        (query.environment === undefined || environment === query.environment),
    );
    return paged(call, shown.reverse(), (each) => deploymentBody(host, each));
  },
  "actions/re-run-workflow": (call) => begunAgain(call, () => false),
  "actions/re-run-workflow-failed-jobs": (call) => {
    const isGood = ({ conclusion }: JobRecord): boolean => conclusion === "success" || conclusion === "neutral";
    if (newestAttempt(runOf(call)).jobs.every(isGood))
      throw forbidden("The workflow run cannot be retried: there are no failed jobs");
    return begunAgain(call, isGood);
  },
} satisfies RestHandlers;

function begunAgain(call: RestCall, keeps: (job: JobRecord) => boolean): RestAnswer {
  const { host, actor } = call;
  const run = runOf(call);
  if (standingOf(newestAttempt(run)).status !== "completed") throw forbidden("This workflow is already running");
  const ageDays = (host.now().getTime() - run.createdAt.getTime()) / 86_400_000;
  if (ageDays > RERUN_DAYS)
    throw forbidden("Unable to re-run this workflow run because it was created over a month ago");
  runAgain(host, actor, run, keeps);
  return { status: 201, body: {} };
}

/** @throws Problem 404 */
export function runOf({ host, repository, params }: RestCall): ActionsRunRecord {
  const run = actionsOf(host, repository).runs.get(Number(params.run_id));
  if (run === undefined) throw notFound();
  return run;
}
