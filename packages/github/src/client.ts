/**
 * What is used of a GitHub client. An Octokit of `@octokit/core`, `@octokit/rest` or `octokit` fits as it is; who has
 * none makes one with `gitHubClient` of `@signalbox/github/octokit`, which throttles and retries as GitHub asks.
 */
export interface GitHubClient {
  /** `route`: `GET /repos/{owner}/{repo}`. Throws an error with a `status` for every answer from 400 up. */
  request(route: string, parameters?: Readonly<Record<string, unknown>>): Promise<GitHubAnswer>;
  /** Throws an error with `errors`, and with `data` as far as there is some, when the answer has errors. */
  graphql(query: string, variables?: Readonly<Record<string, unknown>>): Promise<unknown>;
}

export interface GitHubAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly url: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- its shape is the route's, by GitHub's OpenAPI description
  readonly data: any;
}
