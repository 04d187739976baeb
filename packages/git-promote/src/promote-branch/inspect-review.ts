import type { Commit, Oid } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import type { Comparer } from "../compare-branches/compare-heads.js";
import { changeOf } from "../compare-branches/comparison.js";
import { isPlainMerge } from "../plain-merge.js";
import type { BranchHead } from "../resolve-branch.js";
import { commitsBeyond, holdsAll } from "../review-history.js";
import type { ReviewBranch } from "./facts.js";

/** Where the review branch is, and who can answer questions about its commits. */
export interface ReviewPlace {
  readonly ref: string;
  readonly head: Oid | null;
  /** The fork that has it; null when it is the repository itself. */
  readonly fork: (Comparer & { readonly location: string }) | null;
}

/**
 * Looks at a review branch that may be there already. What it finds decides:
 * - at the planned merge: the promotion waits for its merge (`awaiting`), nothing is pushed;
 * - made of nothing but older promotions, merged or not: it is moved on, with a lease on where it stands;
 * - it has both heads, though merged otherwise: somebody finished it by hand, and it is left as it is (`awaiting`);
 * - anything else on it is somebody's work: `own` names it, and the promotion refuses.
 */
export async function inspectReview(
  repository: Comparer,
  { ref, head, fork }: ReviewPlace,
  wanted: { readonly heads: { readonly from: BranchHead; readonly to: BranchHead }; readonly planned: Oid | null },
  options: CallOptions,
): Promise<ReviewBranch> {
  const seen = { ref, head, repository: fork?.location ?? null };
  if (head === null || head === wanted.planned) return { ...seen, own: [], complete: false };
  const { from, to } = wanted.heads;
  const ends = [from.commit, to.commit];
  const [beyond, complete] = await Promise.all([
    commitsBeyond(repository, { head, fork }, ends, options),
    holdsAll(repository, { head, fork }, ends, options),
  ]);
  const own: Commit[] = [];
  for (const commit of beyond) if (!(await isPlainMerge(fork ?? repository, commit, options))) own.push(commit);
  return { ...seen, own: own.reverse().map(changeOf), complete };
}
