import type { Draft, Problem, Warning } from "@signalbox/release-core";
import { branchMissingProblem, mainlineMissingProblem } from "../errors.js";
import { MAINLINE } from "../find-target.js";
import { shortName } from "../resolve-branch.js";
import type { PushBranch } from "./action.js";
import type { ExaminedPromotion, PromoteFacts } from "./facts.js";
import { type PromoteInput, type PromotionNames, pushedBranchOf } from "./input.js";
import { conflictProblem, mergeUnknown, referenceProblems, reviewNameProblem, reviewTakenProblem } from "./problems.js";
import { shownFacts } from "./shown-facts.js";
import { type PromotionStanding, standingOf } from "./standing.js";
import { promoteWarnings } from "./warnings.js";

/** Facts → what to push, why not, and what to know. Pure. */
export function plan(input: PromoteInput, facts: PromoteFacts): Draft<PushBranch> {
  const { names, seen } = facts;
  const standing = seen === null ? "open" : standingOf(input, seen);
  const problems = problemsOf(input, facts, standing);
  const push =
    names !== null && seen !== null && problems.length === 0 && standing === "open"
      ? pushOf(input, names, { ...seen, repository: facts.repository })
      : null;
  return {
    target: `${facts.repository}: ${input.from} → ${names?.to ?? MAINLINE}`,
    actions: push === null ? [] : [push],
    problems,
    warnings: promoteWarnings(input, facts, push !== null) satisfies readonly Warning[],
    facts: shownFacts(facts, standing),
  };
}

function problemsOf(input: PromoteInput, facts: PromoteFacts, standing: PromotionStanding): readonly Problem[] {
  const { names, seen, missing, repository } = facts;
  if (names === null) return [mainlineMissingProblem(repository)];
  if (missing.length > 0) return missing.map(({ branch, near }) => branchMissingProblem(branch, repository, near));
  if (seen === null || standing !== "open") return [];
  const { conflicts, mergeTree, engineLimits = [] } = seen.compared.comparison;
  const problems: Problem[] = [];
  if (conflicts.length > 0) problems.push(conflictProblem(names, seen.compared));
  else if (mergeTree === null) problems.push(mergeUnknown(engineLimits));
  problems.push(...referenceProblems(seen.described));
  if (input.direct === true) return problems;
  // The names of a promotion into the mainline are only known now; see `input`.
  if (names.review === names.to || names.review === names.from) return [...problems, reviewNameProblem(names)];
  const { ref, own } = seen.review;
  if (own.length > 0) problems.push(reviewTakenProblem(shortName(ref), own));
  return problems;
}

function pushOf(
  input: PromoteInput,
  names: PromotionNames,
  { heads, compared, review, merge, repository }: ExaminedPromotion & { readonly repository: string },
): PushBranch | null {
  if (merge === null) return null;
  const branch = pushedBranchOf(input, names);
  const count = compared.comparison.changes.length;
  const changes = count === 1 ? "1 change" : `${count} changes`;
  const fork = review.repository === null ? "" : ` of ${review.repository}`;
  return {
    type: "push-branch",
    summary: `Push the merge of ${names.from} into ${names.to} (${changes}) to ${branch}${fork}`,
    repository,
    ...(review.repository !== null && { reviewRepository: review.repository }),
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
