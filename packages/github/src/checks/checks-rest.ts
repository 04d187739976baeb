import { type CallOptions, isReleaseError } from "@signalbox/release-core";
import type { GitHubClient } from "../client.js";
import { isNotFound } from "../errors.js";
import { readPages } from "../read-pages.js";
import type { Slug } from "../slug.js";
import { stateOf } from "./parse-checks.js";
import type { Check, CheckState, CommitChecks, Revision } from "./port.js";

/** True when the host's GraphQL does not know what was asked for: an older GitHub Enterprise Server. */
export const isOlderHost = (error: unknown): boolean =>
  isReleaseError(error) &&
  error.code === "ERR_GITHUB_QUERY" &&
  /doesn't exist on type|undefinedField|doesn't accept argument/.test(JSON.stringify(error.details));

/** What REST knows of a commit; it names no workflow. */
export async function checksByRest(
  client: GitHubClient,
  { owner, repo }: Slug,
  revision: Revision,
  options?: CallOptions,
): Promise<CommitChecks | null> {
  const ref = "commit" in revision ? revision.commit : `heads/${revision.branch}`;
  const where = { owner, repo, ref };
  try {
    const [runs, statuses] = await Promise.all([
      readPages<RestRun>(client, "GET /repos/{owner}/{repo}/commits/{ref}/check-runs", where, {
        what: "the checks of a commit",
        ...options,
        under: "check_runs",
      }),
      readPages<RestStatus>(client, "GET /repos/{owner}/{repo}/commits/{ref}/status", where, {
        what: "the checks of a commit",
        ...options,
        under: "statuses",
      }),
    ]);
    const sha = (statuses.first as { readonly sha: string }).sha;
    return { commit: sha, checks: [...runs.entries.map(runOf), ...statuses.entries.map(statusOf)] };
  } catch (error) {
    if (isNotFound(error) || isNoCommit(error)) return null;
    throw error;
  }
}

/** GitHub answers 422 `No commit found for SHA` for one it does not have. */
const isNoCommit = (error: unknown): boolean =>
  isReleaseError(error) && error.code === "ERR_GITHUB_REFUSED" && /No commit found/i.test(error.message);

interface RestRun {
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly started_at: string | null;
  readonly completed_at: string | null;
  readonly details_url: string | null;
  readonly html_url: string | null;
  readonly app: { readonly id: number; readonly slug?: string } | null;
}

interface RestStatus {
  readonly context: string;
  readonly state: string;
  readonly created_at: string;
  readonly target_url: string | null;
}

const runOf = (run: RestRun): Check => ({
  kind: "check-run",
  name: run.name,
  app: run.app?.slug ?? null,
  appId: run.app?.id ?? null,
  workflow: null,
  event: null,
  state: stateOf(run.status, run.conclusion),
  startedAt: run.started_at,
  completedAt: run.completed_at,
  url: run.details_url ?? run.html_url,
});

const statusOf = (status: RestStatus): Check => ({
  kind: "status",
  name: status.context,
  app: null,
  appId: null,
  workflow: null,
  event: null,
  state: status.state as CheckState,
  startedAt: status.created_at,
  completedAt: null,
  url: status.target_url,
});
