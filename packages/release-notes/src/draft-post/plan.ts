import type { Draft, Problem, Warning } from "@signalbox/release-core";
import { lackingIn, type PullRequest, pullRequestLengthFault } from "@signalbox/github";
import { branchMissingProblem } from "../publish-notes/errors.js";
import type { DraftAction, LabelDraft } from "./action.js";
import type { DraftFacts } from "./inspect.js";
import { bodyOf, type DraftInput } from "./input.js";

/** Facts → what to push and open, why not, and what to know. Pure. */
export function plan(input: DraftInput, facts: DraftFacts): Draft<DraftAction> {
  const { repository, branch, base, view } = facts;
  const problems = problemsOf(input, facts);
  const pullRequest = view?.pullRequest ?? null;
  return {
    target: `${repository}: ${input.post.path}`,
    actions: problems.length > 0 ? [] : actionsOf(input, facts),
    problems,
    warnings: warningsOf(input, facts),
    facts: {
      branch,
      base,
      pullRequest:
        pullRequest === null ? null : { number: pullRequest.number, url: pullRequest.url, state: pullRequest.state },
    },
  };
}

/** Merged, or put there by somebody: what happens to it now is no draft's business. */
const isPublished = ({ published, view }: DraftFacts): boolean =>
  published !== null || view?.pullRequest?.state === "merged";

function actionsOf(input: DraftInput, facts: DraftFacts): readonly DraftAction[] {
  const { post } = input;
  const { repository, branch, base, baseHead, branchHead, planned, view } = facts;
  if (isPublished(facts) || base === null || baseHead === null || planned === null) return [];
  const ref = `refs/heads/${branch}`;
  const push: readonly DraftAction[] =
    branchHead === null && view?.pullRequest?.state !== "closed"
      ? [
          {
            type: "push-draft",
            summary: `Push the draft ${post.path} to ${branch}`,
            repository,
            ref,
            ...planned,
            base: baseHead,
          },
        ]
      : [];
  const open: readonly DraftAction[] =
    (view?.pullRequest ?? null) === null
      ? [
          {
            type: "open-pull-request",
            summary: `Open a pull request ${branch} → ${base}: ${post.title}`,
            repository,
            head: branch,
            base,
            title: post.title,
          },
        ]
      : [];
  return [...push, ...open, ...labelling(input, { repository, head: branch, base }, view?.pullRequest ?? null)];
}

/** Also for a pull request that is still to be opened: what dies between the two is then planned again as it was. */
function labelling(
  { labels, reviewers }: DraftInput,
  place: Pick<LabelDraft, "repository" | "head" | "base">,
  pullRequest: PullRequest | null,
): readonly LabelDraft[] {
  if (pullRequest !== null && pullRequest.state !== "open") return [];
  const lacking = pullRequest === null ? { labels, reviewers } : lackingIn(pullRequest, { labels, reviewers });
  if (lacking.labels.length === 0 && lacking.reviewers.length === 0) return [];
  const parts = [...labels.map((label) => `put the label ${label} on it`), ...reviewers.map((name) => `ask ${name}`)];
  const summary = `With the pull request ${place.head} → ${place.base}: ${parts.join(", ")}`;
  return [{ type: "update-pull-request", summary, ...place, labels, reviewers }];
}

function problemsOf(input: DraftInput, facts: DraftFacts): readonly Problem[] {
  const { repository, branch, base, baseHead, branchHead, drafted, view } = facts;
  if (baseHead === null) return [branchMissingProblem(base, repository)];
  const opener = (view?.pullRequest?.author ?? view?.viewer)?.toLowerCase();
  const author = input.reviewers.find((name) => name.toLowerCase() === opener);
  const fault = pullRequestLengthFault({ title: input.post.title, body: bodyOf(input) });
  return [
    ...(branch === base
      ? [
          problem(
            "ERR_REF_NOT_ALLOWED",
            `${branch} is the branch that the site is published from.`,
            "Name another branch for the draft.",
          ),
        ]
      : []),
    ...(branchHead !== null && drafted === null && !isPublished(facts)
      ? [
          problem(
            "ERR_BRANCH_TAKEN",
            `${repository} has a branch ${branch} without ${input.post.path}.`,
            "Name another branch, or delete that one.",
          ),
        ]
      : []),
    ...(view?.isArchived === true
      ? [
          problem(
            "ERR_REPOSITORY_ARCHIVED",
            `${repository} is archived: nothing can be changed there.`,
            "Ask an owner to take it out of the archive.",
          ),
        ]
      : []),
    ...(author === undefined || isPublished(facts)
      ? []
      : [
          problem(
            "ERR_REVIEWER_IS_AUTHOR",
            `${author} opens the pull request and cannot review it.`,
            "Name somebody else, or open it with another account's token.",
          ),
        ]),
    ...(fault === null ? [] : [problem(fault.code, fault.message, fault.hint)]),
  ];
}

function warningsOf({ post }: DraftInput, facts: DraftFacts): readonly Warning[] {
  const { published, drafted, view } = facts;
  const there = published ?? drafted;
  return [
    ...(there !== null && there !== post.text
      ? [
          problem(
            "draft-edited",
            `${post.path} is there already, and reads differently: somebody's words stay.`,
            "Edit it in its pull request; nothing is overwritten.",
          ),
        ]
      : []),
    ...(view?.pullRequest?.state === "closed" && published === null
      ? [
          problem(
            "pull-request-was-closed",
            `#${view.pullRequest.number} was closed without a merge, so no other one is opened.`,
            `Read there why, and open it again if it is wanted: ${view.pullRequest.url}`,
          ),
        ]
      : []),
  ];
}

const problem = (code: string, message: string, hint: string): Problem => ({ code, message, hint });
