import type { Commit, Oid, Ref } from "@signalbox/git";
import { type CallOptions, isReleaseError } from "@signalbox/release-core";
import type { Comparer } from "../compare-branches/compare-heads.js";
import { changeOf } from "../compare-branches/comparison.js";
import { type BranchHead, findBranch, headOf } from "../resolve-branch.js";
import type { ReviewBranch } from "./facts.js";

interface Heads {
  readonly from: BranchHead;
  readonly to: BranchHead;
}

/** Looks at a review branch that may be there: is it made of old promotions, or has it work of its own? */
export async function inspectReview(
  repository: Comparer,
  refs: readonly Ref[],
  wanted: { readonly branch: string; readonly heads: Heads; readonly planned: Oid | null },
  options: CallOptions,
): Promise<ReviewBranch> {
  const ref = headOf(wanted.branch);
  const head = findBranch(refs, wanted.branch)?.commit ?? null;
  if (head === null || head === wanted.planned) return { ref, head, own: [], complete: false };
  const { from, to } = wanted.heads;
  const [beyond, lacking] = await Promise.all([
    repository.listCommits([head], [from.commit, to.commit], options),
    repository.listCommits([from.commit, to.commit], [head], { ...options, limit: 1 }),
  ]);
  const own: Commit[] = [];
  for (const commit of beyond) if (!(await isPlainMerge(repository, commit, options))) own.push(commit);
  return { ref, head, own: own.reverse().map(changeOf), complete: lacking.length === 0 };
}

/** True for a merge that says nothing of its own: its tree is what merging its parents gives. */
async function isPlainMerge(repository: Comparer, commit: Commit, options: CallOptions): Promise<boolean> {
  const [ours, theirs, third] = commit.parents;
  if (ours === undefined || theirs === undefined || third !== undefined) return false;
  try {
    return (await repository.mergeTrees(ours, theirs, options)).tree === commit.tree;
  } catch (error) {
    // What cannot be proved to be an old promotion is somebody's work.
    if (isReleaseError(error) && error.code === "ERR_ENGINE_LIMIT") return false;
    throw error;
  }
}
