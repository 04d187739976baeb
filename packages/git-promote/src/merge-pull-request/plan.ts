import type { PullRequest, PullRequestView } from "@signalbox/github";
import type { Draft, Problem, Warning } from "@signalbox/release-core";
import { pullRequestMissingProblem } from "../errors.js";
import { nameOf } from "../pull-request/ask.js";
import type { DeleteHead, MergeAction, MergeOpen } from "./action.js";
import type { MergeInput } from "./input.js";
import { mergeProblems } from "./problems.js";

/** What was seen. */
export interface MergeFacts {
  /** Credentials removed. */
  readonly repository: string;
  readonly view: PullRequestView;
}

/** Facts → what to merge and delete, why not, and what to know. Pure. */
export function plan(input: MergeInput, { repository, view }: MergeFacts): Draft<MergeAction> {
  const { pullRequest } = view;
  const target = `${repository}: ${nameOf(input)}`;
  if (pullRequest === null) {
    const problems = input.whenMissing === "skip" ? [] : [pullRequestMissingProblem(repository, nameOf(input))];
    return { target, actions: [], problems, facts: { pullRequest: null } };
  }
  const problems: readonly Problem[] = mergeProblems(input, view, pullRequest);
  const merge = pullRequest.state === "open" ? [mergeOf(input, repository, pullRequest)] : [];
  return {
    target,
    actions: problems.length > 0 ? [] : [...merge, ...deletionOf(input, repository, view)],
    problems,
    warnings: warningsOf(input, view, pullRequest),
    facts: { pullRequest: shown(pullRequest) },
  };
}

function mergeOf(input: MergeInput, repository: string, { number, title, head, base }: PullRequest): MergeOpen {
  const { method, message } = input;
  return {
    type: "merge-pull-request",
    summary: `${WORDS[method]} pull request #${number} (${head.commit.slice(0, 10)} of ${head.branch}) into ${base.branch}: ${title}`,
    repository,
    number,
    method,
    expectedHead: head.commit,
    base: base.branch,
    ...(input.title !== undefined && { title: input.title }),
    ...(message !== undefined && { message }),
  };
}

const WORDS = { merge: "Merge", squash: "Squash and merge", rebase: "Rebase and merge" } as const;

function deletionOf(
  { deleteBranch }: MergeInput,
  repository: string,
  { pullRequest, headCommit }: PullRequestView,
): readonly DeleteHead[] {
  if (deleteBranch !== true || pullRequest === null || pullRequest.head.isFork) return [];
  const { branch, commit } = pullRequest.head;
  if (headCommit !== commit) return [];
  const summary = `Delete ${branch} while it is at ${commit.slice(0, 10)}`;
  return [{ type: "delete-branch", summary, repository, branch, expectedHead: commit }];
}

function warningsOf(
  input: MergeInput,
  view: PullRequestView,
  { head, number, state, mergeState }: PullRequest,
): readonly Warning[] {
  const isHeld = state === "open" && ["blocked", "behind", "unstable"].includes(mergeState);
  const staysBehind = input.deleteBranch === true && head.isFork;
  const moved =
    input.deleteBranch === true && state === "merged" && view.headCommit !== null && view.headCommit !== head.commit;
  return [
    ...(isHeld
      ? [
          {
            code: "pull-request-held",
            message: `GitHub says that #${number} is ${mergeState}: ${HELD[mergeState] ?? ""}.`,
            hint: "The merge may be refused; what is missing stands on its page.",
          },
        ]
      : []),
    ...(staysBehind
      ? [
          {
            code: "fork-branch-stays",
            message: `${head.branch} belongs to a fork and is not deleted.`,
            hint: "Its owner can.",
          },
        ]
      : []),
    ...(moved
      ? [
          {
            code: "branch-moved-after-merge",
            message: `${head.branch} moved on after the merge and is not deleted.`,
            hint: "Look at what was pushed there since.",
          },
        ]
      : []),
  ];
}

const HELD: Readonly<Record<string, string>> = {
  blocked: "a review or a required check is missing",
  behind: "its base has moved on, and the rules want it to be up to date",
  unstable: "a check failed or is running",
};

const shown = ({
  number,
  url,
  state,
  head,
  base,
  mergeState,
  mergeCommit,
  mergedBy,
  mergedAt,
}: PullRequest): object => ({
  number,
  url,
  state,
  head: head.commit,
  base: base.branch,
  mergeState,
  mergeCommit,
  mergedBy,
  mergedAt,
});
