import { rangeOf } from "../git/ranges.js";
import { changedFiles } from "../git/diff-files.js";
import type { Host } from "../host.js";
import { isConflicting, mergeState } from "../state/mergeability.js";
import type { LabelRecord, PullRecord, ReviewRecord } from "../state/pulls.js";
import type { RepositoryRecord, UserRecord } from "../state/records.js";
import { apiUrl, htmlUrl, repositoryBody } from "./repository.js";
import { timestamp } from "./timestamp.js";
import { owner, simpleUser } from "./user.js";

const time = (date: Date | null): string | null => (date === null ? null : timestamp(date));

/** `pull-request-simple`, which lists and requests for reviewers have. */
export function simplePull(host: Host, pull: PullRecord, viewer: UserRecord | null): Record<string, unknown> {
  const { repository, number, state } = pull;
  const api = `${apiUrl(host, repository)}/pulls/${number}`;
  const issue = `${apiUrl(host, repository)}/issues/${number}`;
  const html = `${htmlUrl(host, repository)}/pull/${number}`;
  const statuses = `${apiUrl(host, repository)}/statuses/${pull.head.oid}`;
  return {
    url: api,
    id: pull.id,
    node_id: pull.nodeId,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: `${api}/commits`,
    review_comments_url: `${api}/comments`,
    review_comment_url: `${apiUrl(host, repository)}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    number,
    state: state === "open" ? "open" : "closed",
    locked: false,
    title: pull.title,
    user: simpleUser(host, pull.author),
    body: pull.body === "" ? null : pull.body,
    labels: pull.labels.map((label) => labelBody(host, label)),
    milestone: null,
    created_at: timestamp(pull.createdAt),
    updated_at: timestamp(pull.updatedAt),
    closed_at: time(pull.closedAt),
    merged_at: time(pull.mergedAt),
    merge_commit_sha: pull.mergeOid,
    assignee: null,
    assignees: [],
    requested_reviewers: pull.requested.map((user) => simpleUser(host, user)),
    requested_teams: pull.requestedTeams.map((slug) => teamBody(host, slug)),
    draft: pull.isDraft,
    head: side(host, viewer, pull.head),
    base: side(host, viewer, { repository, branch: pull.base, oid: pull.baseOid }),
    _links: {
      self: { href: api },
      html: { href: html },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${api}/comments` },
      review_comment: { href: `${apiUrl(host, repository)}/pulls/comments{/number}` },
      commits: { href: `${api}/commits` },
      statuses: { href: statuses },
    },
    author_association: associationOf(host, pull.author, repository),
    auto_merge: null,
  };
}

/** `pull-request`, with what git has to compute. */
export async function pullBody(host: Host, pull: PullRecord, viewer: UserRecord): Promise<Record<string, unknown>> {
  const { repository, baseOid, head, state } = pull;
  const [{ ahead, mergeBase }, conflicts, standing] = await Promise.all([
    rangeOf(host, repository, baseOid, head.oid),
    state === "open" ? isConflicting(host, pull) : false,
    mergeState(host, pull, viewer),
  ]);
  const files = mergeBase === null ? [] : await changedFiles(host, repository, mergeBase, head.oid);
  const sum = (count: (file: (typeof files)[number]) => number): number =>
    files.reduce((all, file) => all + count(file), 0);
  return {
    ...simplePull(host, pull, viewer),
    merged: state === "merged",
    mergeable: state === "open" ? !conflicts : null,
    rebaseable: state === "open" ? !conflicts : null,
    mergeable_state: standing.toLowerCase(),
    merged_by: pull.mergedBy === null ? null : simpleUser(host, pull.mergedBy),
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: ahead.length,
    additions: sum(({ additions }) => additions),
    deletions: sum(({ deletions }) => deletions),
    changed_files: files.length,
  };
}

const side = (host: Host, viewer: UserRecord | null, { repository, branch, oid }: PullRecord["head"]): object => ({
  label: `${repository.owner}:${branch}`,
  ref: branch,
  sha: oid,
  user: owner(host, repository.owner),
  repo: repositoryBody(host, repository, viewer),
});

export const labelBody = (host: Host, { id, nodeId, repository, name, color }: LabelRecord): object => ({
  id,
  node_id: nodeId,
  url: `${apiUrl(host, repository)}/labels/${encodeURIComponent(name)}`,
  name,
  color,
  default: false,
  // Two descriptions of GitHub's disagree about null here; an empty text fits both.
  description: "",
});

function teamBody(host: Host, combined: string): object {
  const [organization = "", slug = ""] = combined.split("/");
  const url = `${host.urls.api}/organizations/1/team/1`;
  return {
    id: 1,
    node_id: `T_kwDO${slug}`,
    url,
    members_url: `${url}/members{/member}`,
    name: slug,
    description: null,
    permission: "pull",
    privacy: "closed",
    html_url: `${host.urls.html}/orgs/${organization}/teams/${slug}`,
    repositories_url: `${url}/repos`,
    slug,
    type: "organization",
    parent: null,
  };
}

/** `pull-request-review` */
export function reviewBody(host: Host, pull: PullRecord, review: ReviewRecord): object {
  const { repository, number } = pull;
  const html = `${htmlUrl(host, repository)}/pull/${number}#pullrequestreview-${review.id}`;
  const api = `${apiUrl(host, repository)}/pulls/${number}`;
  return {
    id: review.id,
    node_id: review.nodeId,
    user: simpleUser(host, review.author),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: api,
    _links: { html: { href: html }, pull_request: { href: api } },
    submitted_at: timestamp(review.submittedAt),
    commit_id: review.oid,
    author_association: associationOf(host, review.author, repository),
  };
}

export function associationOf({ state }: Host, user: UserRecord, repository: RepositoryRecord): string {
  if (user.login.toLowerCase() === repository.owner.toLowerCase()) return "OWNER";
  return user.permissions.has(repository.slug.toLowerCase()) && state.permission(user, repository) !== "read"
    ? "COLLABORATOR"
    : "NONE";
}
