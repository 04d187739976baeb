import { isReleaseError, ReleaseError } from "@signalbox/release-core";
import type { WantedPullRequest } from "./port.js";

/** Characters, an emoji counting as one. https://github.com/renovatebot/renovate/issues/2032: "body is too long (maximum is 65536 characters)". */
const MOST_BODY = 65_536;
/** "title is too long (maximum is 256 characters)". */
const MOST_TITLE = 256;

/** What GitHub would refuse for its length, `ERR_PULL_REQUEST_TEXT_TOO_LONG`; null when both fit. Pure. */
export function pullRequestLengthFault(texts: {
  readonly title?: string | undefined;
  readonly body?: string | undefined;
}): ReleaseError | null {
  const { title = "", body = "" } = texts;
  for (const [field, text, most] of [
    ["title", title, MOST_TITLE],
    ["body", body, MOST_BODY],
  ] as const) {
    const length = [...text].length;
    if (length > most) return textTooLong(field, length, most);
  }
  return null;
}

const textTooLong = (field: string, length: number, most: number): ReleaseError =>
  new ReleaseError({
    code: "ERR_PULL_REQUEST_TEXT_TOO_LONG",
    message: `The ${field} of the pull request has ${length} characters; GitHub takes ${most}.`,
    hint: "Shorten it; nothing was sent. A long checklist is better split over several promotions.",
    details: { field, length, most },
  });

const named = ({ head, base }: WantedPullRequest): string => `${head} → ${base}`;

const noCommitsBetween = (wanted: WantedPullRequest, cause: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_NO_COMMITS_BETWEEN",
    message: `${wanted.repository}: ${wanted.base} has everything of ${wanted.head} already, so there is nothing to review.`,
    hint: "Nothing has to be done; promote again when there is something new.",
    details: { repository: wanted.repository, head: wanted.head, base: wanted.base },
    cause,
  });

const requestRefused = (what: string, reason: string, hint: string, cause: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_PULL_REQUEST_REFUSED",
    message: `GitHub refuses ${what}: ${reason}`,
    hint,
    details: { what, reason },
    cause,
  });

export const headMoved = (what: string, expected: string, found: string | null, cause?: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_PULL_REQUEST_HEAD_MOVED",
    message: `${what} is not at ${expected.slice(0, 10)} any more; nothing was written.`,
    hint: "Look at what was pushed there, have it reviewed, and plan again.",
    details: { what, expected, found },
    cause,
  });

const baseMoved = (what: string, cause: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_PULL_REQUEST_BASE_MOVED",
    message: `The base of ${what} moved at the very moment of the merge; nothing was merged.`,
    hint: "Run the same command again.",
    details: { what },
    retryable: true,
    cause,
  });

const notMergeable = (what: string, reason: string, cause: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_PULL_REQUEST_NOT_MERGEABLE",
    message: `${what} cannot be merged: ${reason}`,
    hint: "It is closed, a draft, or conflicts with its base: look at its page, settle that, and plan again.",
    details: { what, reason },
    cause,
  });

const blocked = (what: string, reason: string, cause: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_PULL_REQUEST_BLOCKED",
    message: `${what} may not be merged yet: ${reason}`,
    hint: "The rules of the base ask for more: a review, a check, or another way to merge. Wait for it, then go on.",
    details: { what, reason },
    cause,
  });

/** What GitHub said, when it understood and refused; null for every other failure. */
const refusal = (error: unknown): { readonly status: number; readonly reason: string } | null => {
  if (!isReleaseError(error) || error.code !== "ERR_GITHUB_REFUSED") return null;
  return error.details as unknown as { readonly status: number; readonly reason: string };
};

/** `A pull request already exists for …` */
export const isAlreadyOpen = (error: unknown): boolean =>
  /pull request already exists/i.test(refusal(error)?.reason ?? "");

export function openFailure(error: unknown, wanted: WantedPullRequest): unknown {
  const { reason } = refusal(error) ?? {};
  if (reason === undefined) return error;
  if (/No commits between/i.test(reason)) return noCommitsBetween(wanted, error);
  const hint = "Check that both branches are on GitHub; for a fork, the head is `owner:branch`.";
  return requestRefused(`the pull request ${named(wanted)}`, reason, hint, error);
}

export function updateFailure(error: unknown, what: string): unknown {
  const { reason } = refusal(error) ?? {};
  if (reason === undefined) return error;
  const hint = /review cannot be requested from pull request author/i.test(reason)
    ? "Nobody reviews their own pull request: name somebody else."
    : /reviews may only be requested from collaborators/i.test(reason)
      ? "Name reviewers who may read the repository; a team is `organization/team`."
      : "What GitHub names has to change first.";
  return requestRefused(`to change ${what}`, reason, hint, error);
}

/**
 * 409: the head moved. 405 is all the rest, told apart by GitHub's words.
 * Source: https://docs.github.com/en/rest/pulls/pulls#merge-a-pull-request
 */
export function mergeFailure(error: unknown, what: string, expectedHead: string): unknown {
  const { status, reason } = refusal(error) ?? {};
  if (status === undefined || reason === undefined) return error;
  if (status === 409) return headMoved(`The head of ${what}`, expectedHead, null, error);
  if (status !== 405) return error;
  if (/base branch was modified/i.test(reason)) return baseMoved(what, error);
  return /not mergeable|still a draft|is closed|conflict/i.test(reason)
    ? notMergeable(what, reason, error)
    : blocked(what, reason, error);
}
