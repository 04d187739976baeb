import type { PullRequest, PullRequestView } from "@signalbox/github";
import type { Problem } from "@signalbox/release-core";
import type { MergeInput } from "./input.js";

/** Why it cannot be merged. A merged one has no problem, unless something else was merged than what is expected. */
export function mergeProblems(
  { expectedHead, method }: MergeInput,
  { methods, isArchived }: PullRequestView,
  pullRequest: PullRequest,
): readonly Problem[] {
  const { number, state, url, head, isDraft, isMergeable, base } = pullRequest;
  const isOther = typeof expectedHead === "string" && head.commit !== expectedHead;
  const problems: readonly (Problem | false)[] = [
    isOther && {
      code: "ERR_PULL_REQUEST_HEAD_MOVED",
      message: `#${number} ${state === "merged" ? "was merged" : "is"} at ${head.commit.slice(0, 10)}, not at the reviewed ${expectedHead.slice(0, 10)}.`,
      hint: `Look at what was pushed to ${head.branch}, and have it reviewed: ${url}`,
    },
    state === "closed" && {
      code: "ERR_PULL_REQUEST_CLOSED",
      message: `#${number} was closed without a merge.`,
      hint: `Read there why, then open it again or promote again: ${url}`,
    },
    state === "open" &&
      isDraft && {
        code: "ERR_PULL_REQUEST_DRAFT",
        message: `#${number} is a draft.`,
        hint: `Mark it as ready for review first: ${url}`,
      },
    state === "open" &&
      isMergeable === false && {
        code: "ERR_MERGE_CONFLICT",
        message: `#${number} conflicts with ${base.branch}.`,
        hint: `Promote again, or settle the conflict in ${head.branch}: ${url}`,
      },
    state === "open" &&
      !methods.includes(method) && {
        code: "ERR_MERGE_METHOD_NOT_ALLOWED",
        message: `The repository does not allow the method ${method}; it allows ${methods.join(", ") || "none"}.`,
        hint: "Name one of these, or allow it in the repository's settings. Promotions want merge commits.",
      },
    state === "open" &&
      isArchived && {
        code: "ERR_REPOSITORY_ARCHIVED",
        message: `The repository of #${number} is archived: nothing can be changed there.`,
        hint: "Leave it out, or ask an owner to take it out of the archive.",
      },
  ];
  return problems.filter((problem) => problem !== false);
}
