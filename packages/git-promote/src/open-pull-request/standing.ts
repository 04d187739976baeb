import type { PullRequest, PullRequestView } from "@signalbox/github";
import type { OpenInput } from "./input.js";

/**
 * `open`: there is one. `merged`: the wished head was merged already. `empty`: the head is where the base is.
 * `missing`: there is no such branch. `new`: one has to be opened; `before` is an older one of the same head.
 */
export type OpenStanding =
  | { readonly is: "open"; readonly pullRequest: PullRequest }
  | { readonly is: "merged"; readonly pullRequest: PullRequest }
  | { readonly is: "empty" | "missing" }
  | { readonly is: "new"; readonly expectedHead: string | null; readonly before: PullRequest | null };

/** Pure. */
export function standingOf({ head, commit }: OpenInput, view: PullRequestView): OpenStanding {
  const { pullRequest, headCommit, baseCommit } = view;
  if (pullRequest?.state === "open") return { is: "open", pullRequest };
  const wanted = commit ?? headCommit;
  const isMerged = pullRequest?.state === "merged" && (wanted === null || wanted === pullRequest.head.commit);
  if (isMerged) return { is: "merged", pullRequest };
  // GitHub is not asked about the branches of a fork; it will say so itself.
  if (wanted === null && !head.includes(":")) return { is: "missing" };
  if (wanted !== null && wanted === baseCommit) return { is: "empty" };
  return { is: "new", expectedHead: wanted, before: pullRequest };
}
