import { fullUser, owner } from "../bodies/user.js";
import type { Host } from "../host.js";
import { notFound, Problem } from "../http/problem.js";
import type { UserRecord } from "../state/records.js";
import type { RestHandlers } from "./rest-handler.js";

/** What is asked of GitHub itself, not of a repository. */
export const general = {
  "meta/root": ({ host }) => ({ status: 200, body: rootBody(host) }),
  "meta/get": () => ({ status: 200, body: { verifiable_password_authentication: false } }),
  "rate-limit/get": ({ host, user }) => ({ status: 200, body: rateLimitBody(host, user) }),
  "users/get-authenticated": ({ host, actor }) => {
    if (actor.workflowToken) throw new Problem(403, "Resource not accessible by integration");
    return { status: 200, body: fullUser(host, actor) };
  },
  "users/get-by-username": ({ host, params }) => {
    const user = host.state.user(params.username ?? "");
    if (user === undefined) throw notFound();
    return { status: 200, body: fullUser(host, user) };
  },
  "orgs/get": ({ host, params }) => {
    const known = host.state.repositories.find((each) => each.owner.toLowerCase() === params.org?.toLowerCase());
    if (known === undefined || host.state.user(known.owner) !== undefined) throw notFound();
    return { status: 200, body: organizationBody(host, known.owner) };
  },
} satisfies RestHandlers;

function rateLimitBody(host: Host, user: UserRecord | null): Record<string, unknown> {
  const { limit, used, resetAt } = user?.rateLimit ?? { limit: 60, used: 0, resetAt: host.now().getTime() + 3_600_000 };
  const rate = { limit, used, remaining: limit - used, reset: Math.ceil(resetAt / 1000) };
  const search = { limit: 30, used: 0, remaining: 30, reset: Math.ceil(host.now().getTime() / 1000) + 60 };
  return { resources: { core: rate, search, graphql: rate }, rate };
}

function organizationBody(host: Host, login: string): Record<string, unknown> {
  const api = `${host.urls.api}/orgs/${login}`;
  const { id, node_id, avatar_url, html_url, type } = owner(host, login);
  return {
    login,
    id,
    node_id,
    avatar_url,
    html_url,
    type,
    url: api,
    repos_url: `${api}/repos`,
    events_url: `${api}/events`,
    hooks_url: `${api}/hooks`,
    issues_url: `${api}/issues`,
    members_url: `${api}/members{/member}`,
    public_members_url: `${api}/public_members{/member}`,
    description: null,
    has_organization_projects: true,
    has_repository_projects: true,
    is_verified: false,
    public_repos: host.state.repositories.filter((each) => each.owner === login && !each.private).length,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: "2020-01-01T00:00:00Z",
    updated_at: "2020-01-01T00:00:00Z",
    archived_at: null,
  };
}

/** The addresses that clients find the rest by. */
function rootBody({ urls }: Host): Record<string, string> {
  const { api } = urls;
  return {
    current_user_url: `${api}/user`,
    current_user_authorizations_html_url: `${urls.html}/settings/connections/applications{/client_id}`,
    authorizations_url: `${api}/authorizations`,
    code_search_url: `${api}/search/code?q={query}{&page,per_page,sort,order}`,
    commit_search_url: `${api}/search/commits?q={query}{&page,per_page,sort,order}`,
    emails_url: `${api}/user/emails`,
    emojis_url: `${api}/emojis`,
    events_url: `${api}/events`,
    feeds_url: `${api}/feeds`,
    followers_url: `${api}/user/followers`,
    following_url: `${api}/user/following{/target}`,
    gists_url: `${api}/gists{/gist_id}`,
    hub_url: `${api}/hub`,
    issue_search_url: `${api}/search/issues?q={query}{&page,per_page,sort,order}`,
    issues_url: `${api}/issues`,
    keys_url: `${api}/user/keys`,
    label_search_url: `${api}/search/labels?q={query}&repository_id={repository_id}{&page,per_page}`,
    notifications_url: `${api}/notifications`,
    organization_url: `${api}/orgs/{org}`,
    organization_repositories_url: `${api}/orgs/{org}/repos{?type,page,per_page,sort}`,
    organization_teams_url: `${api}/orgs/{org}/teams`,
    public_gists_url: `${api}/gists/public`,
    rate_limit_url: `${api}/rate_limit`,
    repository_url: `${api}/repos/{owner}/{repo}`,
    repository_search_url: `${api}/search/repositories?q={query}{&page,per_page,sort,order}`,
    current_user_repositories_url: `${api}/user/repos{?type,page,per_page,sort}`,
    starred_url: `${api}/user/starred{/owner}{/repo}`,
    starred_gists_url: `${api}/gists/starred`,
    topic_search_url: `${api}/search/topics?q={query}{&page,per_page}`,
    user_url: `${api}/users/{user}`,
    user_organizations_url: `${api}/user/orgs`,
    user_repositories_url: `${api}/users/{user}/repos{?type,page,per_page,sort}`,
    user_search_url: `${api}/search/users?q={query}{&page,per_page,sort,order}`,
  };
}
