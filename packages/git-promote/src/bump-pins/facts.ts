import type { BranchHead } from "../resolve-branch.js";
import type { PinCheck } from "./check-pins.js";
import type { DraftedBump } from "./draft-bump.js";
import type { BumpReview } from "./inspect-review.js";

export interface BumpFacts {
  readonly repository: string;
  /** Short name of the branch that was looked for, null when the remote names no mainline. */
  readonly wanted: string | null;
  /** Branches of a like name, where it is missing. */
  readonly near: readonly string[];
  /** Null when the branch is missing. */
  readonly seen: ExaminedBump | null;
}

/** What follows from where the branch stands. */
export interface ExaminedBump {
  readonly branch: BranchHead;
  readonly drafted: DraftedBump;
  readonly checks: readonly PinCheck[];
  readonly review: BumpReview;
}

/**
 * Where a bump stands. `settled`: the branch has every wished version. `awaiting`: merging the review branch as it is
 * gives them.
 */
export type BumpStanding = "settled" | "awaiting" | "open";
