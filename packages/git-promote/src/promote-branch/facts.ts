import type { Oid, PathChange } from "@signalbox/git";
import type { Change } from "../compare-branches/comparison.js";
import type { ComparedHeads } from "../compare-branches/compare-heads.js";
import type { RangeDescription } from "../describe-range/describe-range.js";
import type { BranchHead } from "../resolve-branch.js";
import type { PromotionNames } from "./input.js";

/** What stands at the review branch's name today. */
export interface ReviewBranch {
  readonly ref: string;
  readonly head: Oid | null;
  /** The fork that has it, null when it is the repository itself. */
  readonly repository: string | null;
  /** Its commits that are neither in the source nor in the target and that no old promotion explains, oldest first. */
  readonly own: readonly Change[];
  /** It holds both heads: somebody finished the merge by hand. */
  readonly complete: boolean;
}

/** The merge as it would be pushed. */
export interface PlannedMerge {
  readonly oid: Oid;
  readonly tree: Oid;
  readonly message: string;
  readonly at: number;
}

/** Names that were looked for and not found. */
export interface MissingBranch {
  readonly branch: string;
  readonly near: readonly string[];
}

export interface PromoteFacts {
  readonly repository: string;
  /** Null when the target is the mainline, and the remote does not say which branch that is. */
  readonly names: PromotionNames | null;
  readonly missing: readonly MissingBranch[];
  /** Short names of branches that a tag has too. */
  readonly tagged: readonly string[];
  /** Null when a branch is missing. */
  readonly seen: ExaminedPromotion | null;
}

/** What follows from where the branches stand. */
export interface ExaminedPromotion {
  readonly heads: { readonly from: BranchHead; readonly to: BranchHead };
  readonly compared: ComparedHeads;
  readonly described: RangeDescription;
  readonly review: ReviewBranch;
  /** Null when there is nothing to merge or it conflicts. */
  readonly merge: PlannedMerge | null;
  /** Paths in which the target will differ from the source after the promotion. */
  readonly ownPaths: readonly PathChange[];
}
