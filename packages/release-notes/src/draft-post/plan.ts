import type { Draft, Problem, Warning } from "@signalbox/release-core";
import { pullRequestLengthFault } from "@signalbox/github";
import { branchMissingProblem } from "../publish-notes/errors.js";
import type { DraftAction } from "./action.js";
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

function actionsOf({ post }: DraftInput, facts: DraftFacts): readonly DraftAction[] {
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
  return [...push, ...open];
}

function problemsOf(input: DraftInput, facts: DraftFacts): readonly Problem[] {
  const { repository, branch, base, baseHead, branchHead, drafted, view } = facts;
  if (baseHead === null) return [branchMissingProblem(base, repository)];
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
