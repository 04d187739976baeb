import type { Draft, Problem, Warning } from "@signalbox/release-core";
import { shortName } from "../resolve-branch.js";
import type { PushBranch } from "./action.js";
import type { PromoteFacts } from "./facts.js";
import { type PromoteInput, pushedBranchOf } from "./input.js";
import { branchMissingProblem } from "../errors.js";
import { conflictProblem, engineProblem, reviewTakenProblem } from "./problems.js";
import { promoteWarnings } from "./warnings.js";

/** Facts → what to push, why not, and what to know. Pure. */
export function plan(input: PromoteInput, facts: PromoteFacts): Draft<PushBranch> {
  const target = `${facts.repository}: ${input.from} → ${input.to}`;
  const problems = problemsOf(input, facts);
  const wanted = problems.length === 0 && standing(input, facts) === "open";
  return {
    target,
    actions: wanted ? [pushOf(input, facts)].filter((action) => action !== null) : [],
    problems,
    warnings: promoteWarnings(input, facts, wanted) satisfies readonly Warning[],
    facts: shown(input, facts),
  };
}

/**
 * Where the promotion stands. `merged`: the target contains the source. `same`: merging would change nothing.
 * `awaiting`: the review branch is at the merge, or somebody finished a merge of both heads there by hand.
 */
export type PromotionStanding = "merged" | "same" | "awaiting" | "open";

function standing(input: PromoteInput, { compared, review, merge }: PromoteFacts): PromotionStanding {
  if (compared === null) return "open";
  if (compared.contained) return "merged";
  if (compared.comparison.mergeTree === compared.target.tree) return "same";
  if (input.direct === true) return "open";
  const atMerge = review.head !== null && review.head === merge?.oid;
  return atMerge || review.complete ? "awaiting" : "open";
}

function problemsOf(input: PromoteInput, facts: PromoteFacts): readonly Problem[] {
  const { compared, review, missing, repository } = facts;
  if (missing.length > 0) return missing.map(({ branch, near }) => branchMissingProblem(branch, repository, near));
  if (compared === null || standing(input, facts) !== "open") return [];
  const { conflicts, mergeTree, engineLimits = [] } = compared.comparison;
  const problems: Problem[] = [];
  if (conflicts.length > 0) problems.push(conflictProblem(input, compared));
  else if (mergeTree === null) problems.push(engineProblem(engineLimits));
  if (input.direct !== true && review.own.length > 0)
    problems.push(reviewTakenProblem(shortName(review.ref), review.own));
  return problems;
}

function pushOf(input: PromoteInput, { heads, compared, review, merge, repository }: PromoteFacts): PushBranch | null {
  if (heads === null || compared === null || merge === null) return null;
  const branch = pushedBranchOf(input);
  const count = compared.comparison.changes.length;
  const changes = count === 1 ? "1 change" : `${count} changes`;
  return {
    type: "push-branch",
    summary: `Push the merge of ${input.from} into ${input.to} (${changes}) to ${branch}`,
    repository,
    ref: `refs/heads/${branch}`,
    oid: merge.oid,
    expectedHead: input.direct === true ? heads.to.commit : review.head,
    tree: merge.tree,
    source: heads.from,
    target: heads.to,
    message: merge.message,
    at: merge.at,
  };
}

function shown(input: PromoteInput, facts: PromoteFacts): unknown {
  const { compared, review, ownPaths } = facts;
  const none = {
    changes: [],
    alreadyContained: [],
    behind: [],
    treesEqual: null,
    changedPaths: [],
    conflicts: [],
    mergeTree: null,
    authors: [],
  };
  if (compared === null) return { ...none, review: null, standing: "open", willEqualSource: null };
  const { comparison } = compared;
  return {
    ...comparison,
    squashes: compared.squashes,
    review: { ref: review.ref, head: review.head },
    standing: standing(input, facts),
    willEqualSource: comparison.mergeTree === null ? null : comparison.mergeTree === compared.source.tree,
    ownPaths: ownPaths.map(({ path }) => path),
  };
}
