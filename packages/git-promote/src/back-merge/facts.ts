import type { Commit, Oid } from "@signalbox/git";
import type { MissingBranch } from "../promote-branch/facts.js";
import type { BranchHead } from "../resolve-branch.js";
import type { OpenConflict } from "../settle-conflicts/settle-conflicts.js";
import type { MadeMerge } from "./action.js";

/** A branch of the chain. */
export interface ChainBranch extends BranchHead {
  /** Its short name. */
  readonly branch: string;
  readonly isMainline: boolean;
}

/** A branch that waits for a review, or on which a person settles a conflict, as it stands today. */
export interface LinkReview {
  /** `refs/heads/merge-…-into-…` */
  readonly ref: string;
  readonly head: Oid | null;
  /** Its commits that are in neither branch and that no older plan made, oldest first. */
  readonly own: readonly Commit[];
  /** It holds both heads: somebody finished the merge. */
  readonly isComplete: boolean;
  /** Files in which conflict markers were committed. */
  readonly marked: readonly string[];
}

/**
 * Where a link stands. `contained`: nothing is missing. `merge`: it can be merged. `awaiting`: its merge waits for
 * review. `settled`: a person settled its conflicts on the prepared branch. `conflict`: a person must. `taken`: the
 * review branch has other work. `undecided`: this git engine cannot merge them. `unreached`: the chain ended before.
 */
export type LinkStanding =
  "contained" | "merge" | "awaiting" | "settled" | "conflict" | "taken" | "undecided" | "unreached";

/** One branch into the next. */
export interface Link {
  /** The short name of what is merged; its commit may be one that an earlier link pushes. */
  readonly from: string;
  readonly source: BranchHead;
  readonly target: ChainBranch;
  readonly standing: LinkStanding;
  /** What the target lacks, oldest first. */
  readonly missing: readonly Commit[];
  /** How many commits the target has in another form. */
  readonly equivalent: number;
  readonly open: readonly OpenConflict[];
  readonly merge: (MadeMerge & { readonly oid: Oid }) | null;
  readonly review: LinkReview | null;
  /** Why it is `undecided`, in the engine's words. */
  readonly limit: string | null;
}

/** A later release branch that gets nothing, and why. */
export interface DoneBranch {
  readonly branch: string;
  readonly why: string;
}

export interface BackMergeFacts {
  readonly repository: string;
  /** Names that were looked for and not found; a null name: the remote names no mainline. */
  readonly missing: readonly (MissingBranch | { readonly branch: null })[];
  /** There is no branch to merge, and the input takes that for nothing to do. */
  readonly isSkipped: boolean;
  /** Which branches are later cannot be told from the name of `from`. */
  readonly isLineUnknown: boolean;
  readonly done: readonly DoneBranch[];
  readonly links: readonly Link[];
}
