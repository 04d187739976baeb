import { type CallOptions, isReleaseError, type ReleaseError } from "@signalbox/release-core";
import type { GitHubAnswer, GitHubClient } from "./client.js";
import { resultUnknown, unreachable } from "./errors.js";
import { isTooMuch } from "./too-much.js";
import { translate } from "./translate.js";

type Parameters = Readonly<Record<string, unknown>>;

/** Asks. @throws ReleaseError by the table in `translate` */
export async function read(
  client: GitHubClient,
  route: string,
  parameters: Parameters,
  { signal }: CallOptions = {},
): Promise<GitHubAnswer> {
  try {
    const request = { ...(parameters["request"] as object), signal };
    return whole(await client.request(route, { ...parameters, request }), route);
  } catch (error) {
    throw translate(error, route, signal);
  }
}

/**
 * Writes once: it is never sent a second time by itself. What failed on the way, or with 5xx, may have happened.
 * @throws ReleaseError `ERR_GITHUB_RESULT_UNKNOWN` then: look, and decide by what is there; else by the table
 */
export async function write(
  client: GitHubClient,
  route: string,
  parameters: Parameters,
  { signal }: CallOptions = {},
): Promise<GitHubAnswer> {
  try {
    return whole(await client.request(route, { ...parameters, request: { signal, retries: 0 } }), route);
  } catch (error) {
    throw orUnknown(translate(error, route, signal), route);
  }
}

/** A query that must be answered whole. `name` tells people what it asks. @throws ReleaseError by the table */
export async function query<T>(
  client: GitHubClient,
  name: string,
  { text, variables = {} }: Query,
  { signal }: CallOptions = {},
): Promise<T> {
  try {
    return present<T>(await client.graphql(text, { ...variables, request: { signal } }), name);
  } catch (error) {
    throw translate(error, name, signal);
  }
}

/** A mutation: as `write`. */
export async function mutate<T>(
  client: GitHubClient,
  name: string,
  { text, variables = {} }: Query,
  { signal }: CallOptions = {},
): Promise<T> {
  try {
    return present<T>(await client.graphql(text, { ...variables, request: { signal, retries: 0 } }), name);
  } catch (error) {
    throw orUnknown(translate(error, name, signal), name);
  }
}

export interface Query {
  readonly text: string;
  readonly variables?: Parameters;
}

/** A mutation that took too long is answered with an error, and may have been carried out all the same. */
const orUnknown = (error: unknown, what: string): unknown =>
  isReleaseError(error) && (error.code === "ERR_GITHUB_UNREACHABLE" || isTooMuch(error))
    ? resultUnknown(what, error satisfies ReleaseError)
    : error;

/** An Octokit gives an answer that was cut off as its text, and no error: JSON that is a bare text is none. */
function whole(answer: GitHubAnswer, route: string): GitHubAnswer {
  const isJson = String(answer.headers["content-type"] ?? "").startsWith("application/json");
  if (isJson && typeof answer.data === "string") throw unreachable(route, "the answer was cut off");
  return answer;
}

/** The same of a query, whose `data` is then not there at all. */
function present<T>(data: unknown, name: string): T {
  if (data === undefined || data === null) throw unreachable(name, "the answer was cut off");
  return data as T;
}
