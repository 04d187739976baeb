import type { Host } from "../host.js";
import type { AppRecord, CheckRunRecord, StatusRecord } from "../state/checks.js";
import { apiUrl, htmlUrl } from "./repository.js";
import { timestamp } from "./timestamp.js";
import { owner, simpleUser } from "./user.js";

/** `check-run` of GitHub's description. */
export function checkRunBody(host: Host, run: CheckRunRecord): Record<string, unknown> {
  const { id, nodeId, sha, repository, suite, name, status, conclusion, startedAt, completedAt } = run;
  const url = `${apiUrl(host, repository)}/check-runs/${id}`;
  return {
    id,
    node_id: nodeId,
    head_sha: sha,
    external_id: "",
    url,
    html_url: runUrl(host, run),
    details_url: runUrl(host, run),
    status,
    conclusion,
    started_at: startedAt === null ? null : timestamp(startedAt),
    completed_at: completedAt === null ? null : timestamp(completedAt),
    output: { title: null, summary: null, text: null, annotations_count: 0, annotations_url: `${url}/annotations` },
    name,
    check_suite: { id: suite.id },
    app: appBody(host, suite.app),
    pull_requests: [],
  };
}

/** The page of a run. */
export const runUrl = (host: Host, { id, repository, suite }: CheckRunRecord): string =>
  suite.run === null
    ? `${htmlUrl(host, repository)}/runs/${id}`
    : `${htmlUrl(host, repository)}/actions/runs/${suite.run.id}/job/${id}`;

const CREATED = "2018-07-30T09:30:17Z";

const appBody = (host: Host, { id, nodeId, slug, name }: AppRecord): Record<string, unknown> => ({
  id,
  slug,
  node_id: nodeId,
  owner: owner(host, "github"),
  name,
  description: "",
  external_url: host.urls.html,
  html_url: `${host.urls.html}/apps/${slug}`,
  created_at: CREATED,
  updated_at: CREATED,
  permissions: { checks: "write" },
  events: [],
});

/** `simple-commit-status`; `status` has the creator too. */
export function statusBody(host: Host, status: StatusRecord): Record<string, unknown> {
  const { id, nodeId, repository, sha, context, state, description, targetUrl, createdAt } = status;
  return {
    url: `${apiUrl(host, repository)}/statuses/${sha}`,
    avatar_url: `${host.urls.html}/avatars/u/0`,
    id,
    node_id: nodeId,
    state,
    description,
    target_url: targetUrl,
    context,
    created_at: timestamp(createdAt),
    updated_at: timestamp(createdAt),
  };
}

export const statusWithCreator = (host: Host, status: StatusRecord): Record<string, unknown> => ({
  ...statusBody(host, status),
  creator: status.creator === null ? null : simpleUser(host, status.creator),
});
