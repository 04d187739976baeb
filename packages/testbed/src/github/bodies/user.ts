import type { Host } from "../host.js";
import type { UserRecord } from "../state/records.js";

/** `simple-user` of GitHub's description. */
export function simpleUser({ urls }: Host, user: UserRecord): Record<string, unknown> {
  const { login, id, nodeId } = user;
  const api = `${urls.api}/users/${login}`;
  return {
    login,
    id,
    node_id: nodeId,
    avatar_url: `${urls.html}/avatars/u/${id}`,
    gravatar_id: "",
    url: api,
    html_url: `${urls.html}/${login}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: user.__typename,
    user_view_type: "public",
    site_admin: false,
  };
}

/** The owner of a repository, who need not be a user with a token. */
export function owner(host: Host, login: string): Record<string, unknown> {
  const user = host.state.user(login);
  if (user !== undefined) return simpleUser(host, user);
  const organization = { ...ORGANIZATION, login, id: idOfName(login), nodeId: `O_kwDO${login}` };
  return { ...simpleUser(host, organization), type: "Organization" };
}

/** Somebody who is known by name alone. */
const ORGANIZATION: Omit<UserRecord, "login" | "id" | "nodeId"> = {
  __typename: "User",
  name: "",
  email: "",
  token: "",
  scopes: null,
  expired: true,
  workflowToken: false,
  permissions: new Map(),
  rateLimit: { limit: 0, used: 0, resetAt: 0 },
};

/** Always the same number for a name. */
export const idOfName = (name: string): number =>
  [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003, 7);

/** `public-user`, which `GET /user` gives to a token without the scope `user`. */
export const fullUser = (host: Host, user: UserRecord): Record<string, unknown> => ({
  ...simpleUser(host, user),
  name: user.name,
  email: user.email,
  company: null,
  blog: null,
  location: null,
  hireable: null,
  bio: null,
  public_repos: 0,
  public_gists: 0,
  followers: 0,
  following: 0,
  created_at: "2020-01-01T00:00:00Z",
  updated_at: "2020-01-01T00:00:00Z",
});
