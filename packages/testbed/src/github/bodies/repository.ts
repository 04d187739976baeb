import type { Host } from "../host.js";
import { includes } from "../http/access.js";
import type { RepositoryRecord, UserRecord } from "../state/records.js";
import { timestamp } from "./timestamp.js";
import { owner } from "./user.js";

/** Parts of a repository's API that have an address of their own, with the template GitHub gives. */
const PARTS: Readonly<Record<string, string>> = {
  archive_url: "/{archive_format}{/ref}",
  assignees_url: "/assignees{/user}",
  blobs_url: "/git/blobs{/sha}",
  branches_url: "/branches{/branch}",
  collaborators_url: "/collaborators{/collaborator}",
  comments_url: "/comments{/number}",
  commits_url: "/commits{/sha}",
  compare_url: "/compare/{base}...{head}",
  contents_url: "/contents/{+path}",
  contributors_url: "/contributors",
  deployments_url: "/deployments",
  downloads_url: "/downloads",
  events_url: "/events",
  forks_url: "/forks",
  git_commits_url: "/git/commits{/sha}",
  git_refs_url: "/git/refs{/sha}",
  git_tags_url: "/git/tags{/sha}",
  hooks_url: "/hooks",
  issue_comment_url: "/issues/comments{/number}",
  issue_events_url: "/issues/events{/number}",
  issues_url: "/issues{/number}",
  keys_url: "/keys{/key_id}",
  labels_url: "/labels{/name}",
  languages_url: "/languages",
  merges_url: "/merges",
  milestones_url: "/milestones{/number}",
  notifications_url: "/notifications{?since,all,participating}",
  pulls_url: "/pulls{/number}",
  releases_url: "/releases{/id}",
  stargazers_url: "/stargazers",
  statuses_url: "/statuses/{sha}",
  subscribers_url: "/subscribers",
  subscription_url: "/subscription",
  tags_url: "/tags",
  teams_url: "/teams",
  trees_url: "/git/trees{/sha}",
};

export const apiUrl = ({ urls }: Host, { slug }: RepositoryRecord): string => `${urls.api}/repos/${slug}`;
export const htmlUrl = ({ urls }: Host, { slug }: RepositoryRecord): string => `${urls.html}/${slug}`;

/** A repository as part of something else: `minimal-repository`, and no more of it than GitHub sends there. */
export function partialRepositoryBody(host: Host, repository: RepositoryRecord): Record<string, unknown> {
  const { id, nodeId, name, slug, forkOf } = repository;
  const api = apiUrl(host, repository);
  return {
    id,
    node_id: nodeId,
    name,
    full_name: slug,
    private: repository.private,
    owner: owner(host, repository.owner),
    html_url: htmlUrl(host, repository),
    description: repository.description,
    fork: forkOf !== null,
    url: api,
    ...Object.fromEntries(Object.entries(PARTS).map(([key, part]) => [key, `${api}${part}`])),
  };
}

/** `full-repository`, which holds everything that the smaller descriptions ask for. */
export function repositoryBody(
  host: Host,
  repository: RepositoryRecord,
  user: UserRecord | null,
): Record<string, unknown> {
  const { slug, archived, defaultBranch, createdAt } = repository;
  const html = htmlUrl(host, repository);
  const created = timestamp(createdAt);
  const base = {
    ...partialRepositoryBody(host, repository),
    git_url: `git:${html.replace(/^https?:/, "")}.git`,
    ssh_url: `git@${new URL(host.urls.html).hostname}:${slug}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    mirror_url: null,
    homepage: null,
    default_branch: defaultBranch,
    archived,
    disabled: false,
    visibility: repository.private ? "private" : "public",
    is_template: false,
    topics: [],
    language: null,
    license: null,
    created_at: created,
    updated_at: created,
    pushed_at: created,
  };
  const isOfUser = host.state.user(repository.owner) !== undefined;
  return {
    ...base,
    ...COUNTS,
    ...SETTINGS,
    ...(includes(host.state.permission(user, repository), "admin") ? SETTINGS_FOR_ADMINS : {}),
    ...(isOfUser ? {} : { organization: owner(host, repository.owner) }),
    permissions: permissionsBody(host, repository, user),
  };
}

const COUNTS = {
  size: 0,
  forks: 0,
  forks_count: 0,
  network_count: 0,
  stargazers_count: 0,
  subscribers_count: 0,
  watchers: 0,
  watchers_count: 0,
  open_issues: 0,
  open_issues_count: 0,
};

const SETTINGS = {
  has_issues: true,
  has_projects: true,
  has_wiki: false,
  has_pages: false,
  has_downloads: true,
  has_discussions: false,
  allow_forking: true,
  web_commit_signoff_required: false,
  allow_squash_merge: true,
  allow_merge_commit: true,
  allow_rebase_merge: true,
  allow_auto_merge: false,
  delete_branch_on_merge: false,
};

const SETTINGS_FOR_ADMINS = {
  allow_update_branch: false,
  use_squash_pr_title_as_default: false,
  temp_clone_token: "",
};

function permissionsBody(host: Host, repository: RepositoryRecord, user: UserRecord | null): Record<string, boolean> {
  const role = host.state.permission(user, repository);
  return {
    admin: includes(role, "admin"),
    maintain: includes(role, "maintain"),
    push: includes(role, "write"),
    triage: includes(role, "triage"),
    pull: includes(role, "read"),
  };
}
