import type { Problem } from "@signalbox/release-core";
import type { Change } from "../compare-branches/comparison.js";
import type { ComparedHeads } from "../compare-branches/compare-heads.js";
import type { PromoteInput } from "./input.js";

const MOST_NAMES = 10;

export const list = (parts: readonly string[]): string =>
  parts.slice(0, MOST_NAMES).join(", ") + (parts.length > MOST_NAMES ? ` and ${parts.length - MOST_NAMES} more` : "");

export function conflictProblem({ from, to }: PromoteInput, { comparison, squashes }: ComparedHeads): Problem {
  const { conflicts } = comparison;
  const squash = squashes.at(-1)?.by.slice(0, 10);
  const byHand = `Merge ${to} into ${from}, settle the conflicts there, and promote again.`;
  return {
    code: "ERR_MERGE_CONFLICT",
    message: `${from} and ${to} conflict in ${list(conflicts.map(({ path, kind }) => `${path} (${kind})`))}.`,
    hint: squash === undefined ? byHand : `${byHand} The squash-merged promotion ${squash} is likely the cause.`,
  };
}

export const engineProblem = (limits: readonly string[]): Problem => ({
  code: "ERR_ENGINE_LIMIT",
  message: `This git engine cannot say how the branches merge: ${limits.join("; ") || "no reason given"}`,
  hint: "Install git 2.38 or newer; the native engine answers this.",
});

export const reviewTakenProblem = (branch: string, own: readonly Change[]): Problem => ({
  code: "ERR_REVIEW_BRANCH_TAKEN",
  message: `${branch} has work of its own: ${list(own.map(({ commit, subject }) => `${commit.slice(0, 10)} ${subject}`))}.`,
  hint: `Merge or remove ${branch}, or name another review branch. Nothing of it is overwritten.`,
});
