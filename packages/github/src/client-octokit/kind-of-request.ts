/** What Octokit hands to a hook, as far as it is looked at. */
export interface Endpoint {
  readonly method: string;
  /** A path, or a whole URL; placeholders in braces. */
  readonly url: string;
  readonly baseUrl: string;
  readonly query?: unknown;
}

/** Queries travel as POST; only what begins with `mutation` writes. */
export function isWrite({ method, url, query }: Endpoint): boolean {
  if (method === "GET" || method === "HEAD") return false;
  return !isGraphql(url) || typeof query !== "string" || /^\s*mutation\b/m.test(query);
}

/** The path on github.com, and that of GitHub Enterprise. */
export const isGraphql = (url: string): boolean => /(?:^|\/api)\/graphql$/.test(url);

/** `https://host/api/v3` → `https://host/api/graphql`; `https://api.github.com` → `https://api.github.com/graphql`. */
export const graphqlUrlOf = (apiUrl: string): string => `${apiUrl.replace(/\/+$/, "").replace(/\/v3$/, "")}/graphql`;

/** Where a request goes; null when that is no URL. */
export function originOf({ url, baseUrl }: Endpoint): string | null {
  const whole = /^https?:\/\//i.test(url) ? url.replace(/\{.*$/s, "") : baseUrl;
  return URL.canParse(whole) ? new URL(whole).origin : null;
}

/** The hosts that a token is for: the API's, and on github.com the one that takes uploads. */
export function originsOf(apiUrl: string, graphqlUrl: string): ReadonlySet<string> {
  const origins = [apiUrl, graphqlUrl].map((url) => new URL(url).origin);
  return new Set([...origins, ...origins.map((origin) => origin.replace("https://api.", "https://uploads."))]);
}
