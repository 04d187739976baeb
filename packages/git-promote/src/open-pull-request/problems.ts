import { pullRequestLengthFault } from "@signalbox/github";
import { type Problem, redactText } from "@signalbox/release-core";
import { hasName } from "../pull-request/has-name.js";
import type { OpenInput } from "./input.js";

export const archivedProblem = (repository: string): Problem => ({
  code: "ERR_REPOSITORY_ARCHIVED",
  message: `${redactText(repository)} is archived: nothing can be changed there.`,
  hint: "Leave it out, or ask an owner to take it out of the archive.",
});

export const nothingBetweenProblem = ({ head, base }: OpenInput): Problem => ({
  code: "ERR_NO_COMMITS_BETWEEN",
  message: `${head} is where ${base} is, so there is nothing to review.`,
  hint: "Nothing has to be done; promote again when there is something new.",
});

/** Nobody reviews their own pull request: GitHub refuses to ask them. */
export const reviewerProblems = ({ reviewers = [] }: OpenInput, author: string | null): readonly Problem[] =>
  author === null || !hasName(reviewers, author)
    ? []
    : [
        {
          code: "ERR_REVIEWER_IS_AUTHOR",
          message: `${author} is the author of the pull request and cannot review it.`,
          hint: "Name somebody else, or open it with another account's token.",
        },
      ];

export function lengthProblems(texts: {
  readonly title?: string | undefined;
  readonly body?: string | undefined;
}): readonly Problem[] {
  const fault = pullRequestLengthFault(texts);
  return fault === null ? [] : [{ code: fault.code, message: fault.message, hint: fault.hint }];
}
