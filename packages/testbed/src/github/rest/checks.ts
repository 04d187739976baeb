import { checkRunBody, statusBody, statusWithCreator } from "../bodies/checks.js";
import { apiUrl, partialRepositoryBody } from "../bodies/repository.js";
import { resolveCommit } from "../git/commits.js";
import { paged } from "../http/page.js";
import { notFound, unprocessable } from "../http/problem.js";
import { checksIn, newestRuns, newestStatuses, type StatusRecord } from "../state/checks.js";
import type { RestCall, RestHandlers } from "./rest-handler.js";

/** What CI services say about commits. */
export const checkArea = {
  "checks/list-for-ref": async (call) => {
    const { host, query } = call;
    const sha = await shaOf(call, () => unprocessable(`No commit found for SHA: ${call.params.ref ?? ""}`));
    const all = checksIn(host.state)
      .runs.values(call.asOf)
      .filter((run) => run.repository === call.repository && run.sha === sha);
    const shown = (query.filter === "all" ? all : newestRuns(all)).filter(
      ({ name, status, suite }) =>
        (query.check_name === undefined || name === query.check_name) &&
        (query.status === undefined || status === query.status) &&
        (query.app_id === undefined || String(suite.app.id) === query.app_id),
    );
    return paged(
      call,
      shown,
      (run) => checkRunBody(host, run),
      (check_runs, total_count) => ({ total_count, check_runs }),
    );
  },
  "repos/get-combined-status-for-ref": async (call) => {
    const { host, repository } = call;
    const sha = await shaOf(call, notFound);
    const statuses = newestStatuses(statusesOf(call, sha));
    const url = `${apiUrl(host, repository)}/commits/${sha}`;
    return paged(
      call,
      statuses,
      (status) => statusBody(host, status),
      (shown, total_count) => ({
        state: combined(statuses),
        statuses: shown,
        sha,
        total_count,
        repository: partialRepositoryBody(host, repository),
        commit_url: url,
        url: `${url}/status`,
      }),
    );
  },
  "repos/list-commit-statuses-for-ref": async (call) => {
    const sha = await shaOf(call, notFound);
    return paged(call, statusesOf(call, sha).reverse(), (status) => statusWithCreator(call.host, status));
  },
  "repos/create-commit-status": async (call) => {
    const { host, repository, body, params } = call;
    const sha = (await resolveCommit(host, repository, params.sha ?? ""))?.oid;
    if (sha === undefined) throw unprocessable(`No commit found for SHA: ${params.sha ?? ""}`);
    const status: StatusRecord = host.state.record("StatusContext", {
      repository,
      sha,
      context: body.context ?? "default",
      state: body.state,
      description: body.description ?? null,
      targetUrl: body.target_url ?? null,
      createdAt: host.now(),
      creator: call.actor,
    });
    checksIn(host.state).statuses.set(status.id, status);
    return { status: 201, body: statusWithCreator(host, status) };
  },
} satisfies RestHandlers;

/** A ref here may be `heads/<branch>` too. */
async function shaOf({ host, repository, params }: RestCall, missing: () => Error): Promise<string> {
  const ref = params.ref ?? "";
  const commit = (await resolveCommit(host, repository, ref)) ?? (await resolveCommit(host, repository, `refs/${ref}`));
  if (commit === null) throw missing();
  return commit.oid;
}

const statusesOf = ({ host, repository, asOf }: RestCall, sha: string): StatusRecord[] =>
  checksIn(host.state)
    .statuses.values(asOf)
    .filter((status) => status.repository === repository && status.sha === sha);

function combined(statuses: readonly StatusRecord[]): string {
  if (statuses.some(({ state }) => state === "failure" || state === "error")) return "failure";
  return statuses.length === 0 || statuses.some(({ state }) => state !== "success") ? "pending" : "success";
}
