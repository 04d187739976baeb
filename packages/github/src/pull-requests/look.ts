import type { CallOptions } from "@signalbox/release-core";
import { ask, pullRequestFrom } from "./ask.js";
import {
  type Connection,
  type FoundAnswer,
  headOf,
  isFrom,
  type PullRequestNode,
  type ReadAnswer,
  viewOf,
} from "./parse.js";
import type { PullRequest, PullRequestView, WantedPullRequest } from "./port.js";
import type { Place } from "./pull-requests-github.js";
import { FIND, READ } from "./query.js";

/**
 * One query, unless more than ten pull requests of forks have the same branch name: then it turns pages until it has
 * seen the wanted one, or all.
 */
export async function findPullRequest(
  place: Place,
  { head, base }: WantedPullRequest,
  options?: CallOptions,
): Promise<PullRequestView> {
  const { owner, branch } = headOf(head);
  let cursors: Cursors = { openAfter: null, settledAfter: null };
  let settled: PullRequestNode | null = null;
  for (;;) {
    const refs = { headRef: `refs/heads/${branch}`, baseRef: `refs/heads/${base}` };
    const variables = { ...place.slug, branch, base, ...refs, ...cursors };
    const answer: FoundAnswer = await ask(place, "FindPullRequest", { text: FIND, variables }, options);
    const { repository } = answer;
    const match = ({ nodes }: Connection): PullRequestNode | null =>
      nodes.find((node) => node !== null && isFrom(node, owner, repository.owner.login)) ?? null;
    const open = match(repository.open);
    settled ??= match(repository.settled);
    const next = open === null ? nextPage(repository, settled !== null, cursors) : null;
    if (next === null) {
      const node = open ?? settled;
      const isFork = owner !== null && owner.toLowerCase() !== repository.owner.login.toLowerCase();
      const heads = { head: isFork ? (node?.headRef ?? null) : repository.headRef, base: repository.baseRef };
      const pullRequest = node === null ? null : await pullRequestFrom(place, node, options);
      return { ...viewOf(answer, heads), pullRequest };
    }
    cursors = next;
  }
}

interface Cursors {
  readonly openAfter: string | null;
  readonly settledAfter: string | null;
}

/** Null when there is nothing left to look through. */
function nextPage({ open, settled }: FoundAnswer["repository"], isSettled: boolean, before: Cursors): Cursors | null {
  const more = ({ pageInfo }: Connection): string | null => (pageInfo.hasNextPage ? pageInfo.endCursor : null);
  const [openAfter, settledAfter] = [more(open), isSettled ? null : more(settled)];
  if (openAfter === null && settledAfter === null) return null;
  return { openAfter: openAfter ?? before.openAfter, settledAfter: settledAfter ?? before.settledAfter };
}

/** @throws ReleaseError `ERR_GITHUB_NOT_FOUND` */
export async function readPullRequest(
  place: Place,
  number: number,
  options?: CallOptions,
): Promise<PullRequestView & { readonly pullRequest: PullRequest }> {
  const variables = { ...place.slug, number };
  const answer = await ask<ReadAnswer>(place, "ReadPullRequest", { text: READ, variables }, options);
  const { pullRequest: node } = answer.repository;
  const pullRequest = await pullRequestFrom(place, node, options);
  return { ...viewOf(answer, { head: node.headRef, base: node.baseRef }), pullRequest };
}
