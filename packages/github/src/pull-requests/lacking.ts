import type { PullRequest } from "./port.js";

/** What is asked of a pull request besides its text. */
export interface LabelsAndReviewers {
  readonly labels?: readonly string[] | undefined;
  /** Logins, and teams as `organization/team`. */
  readonly reviewers?: readonly string[] | undefined;
}

/**
 * The labels that it does not have, and the reviewers who were never asked and have not answered. A label is a state: one
 * that somebody took away is lacking again. To ask is an event: nobody is asked a second time. Pure.
 */
export function lackingIn(
  { labels, requestedReviewers, askedBefore, reviews }: PullRequest,
  wanted: LabelsAndReviewers,
): { readonly labels: readonly string[]; readonly reviewers: readonly string[] } {
  const asked = [...requestedReviewers, ...askedBefore, ...reviews.map(({ by }) => by)];
  return {
    labels: (wanted.labels ?? []).filter((label) => !has(labels, label)),
    reviewers: (wanted.reviewers ?? []).filter((name) => !has(asked, name)),
  };
}

/** Labels and logins of GitHub are the same in any case. */
const has = (names: readonly (string | null)[], name: string): boolean =>
  names.some((other) => other?.toLowerCase() === name.toLowerCase());
