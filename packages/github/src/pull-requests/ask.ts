import { type CallOptions, isReleaseError } from "@signalbox/release-core";
import { query, read, type Query } from "../send.js";
import { type PullRequestNode, pullRequestOf } from "./parse.js";
import type { PullRequest } from "./port.js";
import type { Place } from "./pull-requests-github.js";
import { withoutTeams } from "./query.js";

/**
 * Asks for pull requests. The name of a team takes the scope `read:org`, and GitHub refuses the whole query to a token
 * without it, whether a team is there or not; such a token is asked again without names.
 * Source: https://github.com/cli/cli/issues/812
 */
export async function ask<T>({ client }: Place, name: string, asked: Query, options?: CallOptions): Promise<T> {
  try {
    return await query<T>(client, name, asked, options);
  } catch (error) {
    if (!isReleaseError(error) || error.code !== "ERR_GITHUB_FORBIDDEN") throw error;
    return query<T>(client, name, { ...asked, text: withoutTeams(asked.text) }, options);
  }
}

interface RequestedBody {
  readonly requested_reviewers?: readonly { readonly login: string }[] | null;
  readonly requested_teams?: readonly { readonly slug: string }[] | null;
}

/** A pull request, with the names of who was asked from REST where the query could not have them. */
export async function pullRequestFrom(
  { client, slug }: Place,
  node: PullRequestNode,
  options?: CallOptions,
): Promise<PullRequest> {
  const found = pullRequestOf(node);
  if ((node.reviewRequests?.totalCount ?? 0) === 0) return found;
  const asked = { ...slug, pull_number: node.number };
  const answer = await read(client, "GET /repos/{owner}/{repo}/pulls/{pull_number}", asked, options);
  const { requested_reviewers: people, requested_teams: teams } = answer.data as RequestedBody;
  const requestedReviewers = [
    ...(people ?? []).map(({ login }) => login),
    ...(teams ?? []).map((team) => `${slug.owner}/${team.slug}`),
  ];
  return { ...found, requestedReviewers };
}
