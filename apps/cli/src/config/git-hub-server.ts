/** One GitHub: the public one, or a company's own. URLs without a trailing slash. */
export interface GitHubServer {
  /** Host and port. */
  readonly host: string;
  /** Where repositories are: `https://github.com`. */
  readonly url: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** Not github.com, nor a tenant of ghe.com: its tokens have variables of their own. */
  readonly isEnterprise: boolean;
}

/** `GH_HOST`, `GITHUB_SERVER_URL`, `GITHUB_API_URL`, `GITHUB_GRAPHQL_URL`; null where not set. */
export interface ServerChoice {
  readonly host: string | null;
  readonly serverUrl: string | null;
  readonly apiUrl: string | null;
  readonly graphqlUrl: string | null;
}

/**
 * Which GitHub is meant. A workflow always has the three URLs, of the server that runs it: when `GH_HOST` names another
 * one, they say nothing about that. What is no URL, with or without its scheme, is ignored.
 * Source: https://docs.github.com/en/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api
 */
export function gitHubServer(choice: ServerChoice): GitHubServer {
  const [serverUrl, apiUrl, graphqlUrl] = [choice.serverUrl, choice.apiUrl, choice.graphqlUrl].map(plainUrl);
  const named = serverUrl ?? (apiUrl === null || apiUrl === undefined ? null : serverOfApi(apiUrl));
  const host = choice.host?.replace(/^https?:\/\//, "").replace(/\/.*$/, "") ?? null;
  if (host !== null && (named === null || new URL(named).host !== host) && URL.canParse(`https://${host}`))
    return serverAt(`https://${host}`, named === null ? { apiUrl, graphqlUrl } : {});
  return serverAt(named ?? "https://github.com", { apiUrl, graphqlUrl });
}

interface ApiUrls {
  readonly apiUrl?: string | null | undefined;
  readonly graphqlUrl?: string | null | undefined;
}

function serverAt(url: string, given: ApiUrls): GitHubServer {
  const { host, hostname } = new URL(url);
  const isEnterprise = hostname !== "github.com" && !hostname.endsWith(".ghe.com");
  const apiUrl = given.apiUrl ?? (isEnterprise ? `${url}/api/v3` : `https://api.${host}`);
  const graphqlUrl = given.graphqlUrl ?? `${apiUrl.replace(/\/v3$/, "")}/graphql`;
  return { host, url, apiUrl, graphqlUrl, isEnterprise };
}

/** `https://HOST/api/v3` and `https://api.HOST` → `https://HOST`. */
const serverOfApi = (apiUrl: string): string => {
  const { protocol, host } = new URL(apiUrl);
  return `${protocol}//${host.replace(/^api\./, "")}`;
};

/** A host without a scheme is one all the same: ignored, its token would go to github.com. */
function plainUrl(given: string | null): string | null {
  if (given === null) return null;
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `https://${given}`;
  if (!URL.canParse(text)) return null;
  const { protocol, origin, pathname } = new URL(text);
  return protocol === "http:" || protocol === "https:" ? `${origin}${pathname}`.replace(/\/+$/, "") : null;
}
