import type { Problem } from "@signalbox/release-core";
import type { Change } from "../compare-branches/comparison.js";
import type { ComparedHeads } from "../compare-branches/compare-heads.js";
import type { RangeDescription } from "../describe-range/describe-range.js";
import { engineProblem } from "../engine-limit.js";
import type { PromotionNames } from "./input.js";

const MOST_NAMES = 10;

export const list = (parts: readonly string[]): string =>
  parts.slice(0, MOST_NAMES).join(", ") + (parts.length > MOST_NAMES ? ` and ${parts.length - MOST_NAMES} more` : "");

export function conflictProblem({ from, to }: PromotionNames, { comparison, squashes }: ComparedHeads): Problem {
  const { conflicts } = comparison;
  const squash = squashes.findLast(({ settled }) => settled !== true)?.by.slice(0, 10);
  const byHand = `Merge ${to} into ${from}, settle the conflicts there, and promote again.`;
  return {
    code: "ERR_MERGE_CONFLICT",
    message: `${from} and ${to} conflict in ${list(conflicts.map(({ path, kind }) => `${path} (${kind})`))}.`,
    hint: squash === undefined ? byHand : `${byHand} The squash-merged promotion ${squash} is likely the cause.`,
  };
}

export const mergeUnknown = (limits: readonly string[]): Problem =>
  engineProblem(`This git engine cannot say how the branches merge: ${limits.join("; ") || "no reason given"}`);

export const reviewTakenProblem = (branch: string, own: readonly Change[]): Problem => ({
  code: "ERR_REVIEW_BRANCH_TAKEN",
  message: `${branch} has work of its own: ${list(own.map(({ commit, subject }) => `${commit.slice(0, 10)} ${subject}`))}.`,
  hint: `Merge or remove ${branch}, or name another review branch. Nothing of it is overwritten.`,
});

export const reviewNameProblem = ({ from, to, review }: PromotionNames): Problem => ({
  code: "ERR_REVIEW_BRANCH_TAKEN",
  message: `The review branch ${review} is itself part of the promotion of ${from} into ${to}.`,
  hint: "Name another review branch.",
});

/** Findings that a rule calls an error. */
export const referenceProblems = ({ references = [] }: RangeDescription): readonly Problem[] =>
  references
    .filter(({ severity }) => severity === "error")
    .map(({ message, hint }) => ({ code: "ERR_REFERENCE_CHECK", message, hint }));
