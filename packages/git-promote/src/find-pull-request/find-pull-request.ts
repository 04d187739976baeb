import type { Oid } from "@signalbox/git";
import { type CallOptions, parseInput, redactText } from "@signalbox/release-core";
import * as z from "zod";
import { branchField, repositoryField } from "../input-fields.js";
import type { PullRequestPorts } from "../ports.js";
import { askFor, orMissing } from "../pull-request/ask.js";
import { headField, whenMissingField } from "../pull-request/fields.js";

const input = z.strictObject({
  repository: repositoryField,
  head: headField,
  base: branchField,
  whenMissing: whenMissingField,
});

/** See `findPullRequest`. */
export type FindPullRequestInput = z.input<typeof input>;

/** Where a pull request stands. */
export interface PullRequestStanding {
  readonly format: 1;
  /** Credentials removed. */
  readonly repository: string;
  /** Null where there is none; then `commit` is the head of the base, which has everything. */
  readonly number: number | null;
  readonly url: string | null;
  readonly state: "open" | "closed" | "merged" | null;
  /** Its head. */
  readonly commit: Oid | null;
  /** Its head as well, but null where there is none: nothing has to be checked. */
  readonly head: Oid | null;
}

/**
 * The pull request of two branches as it stands now. In a train it pins down which commit later steps are about, so that
 * what was reviewed and checked is what is merged: `{ "$ref": "request.commit" }`.
 * @throws ReleaseError `ERR_PULL_REQUEST_MISSING`, `ERR_GITHUB_MISSING`, and what GitHub's adapter throws
 */
export async function findPullRequest(
  ports: PullRequestPorts,
  given: FindPullRequestInput,
  options: CallOptions = {},
): Promise<PullRequestStanding> {
  const wanted = parseInput("find-pull-request", input, given);
  const view = await askFor(wanted, ports, options);
  const repository = redactText(wanted.repository);
  if (view.pullRequest === null && wanted.whenMissing === "skip")
    return { format: 1, repository, number: null, url: null, state: null, commit: view.baseCommit, head: null };
  const { number, url, state, head } = orMissing(wanted, view);
  return { format: 1, repository, number, url, state, commit: head.commit, head: head.commit };
}
