import type { Oid } from "@signalbox/git";
import type { BranchHead } from "../resolve-branch.js";

/** Pushes one merge commit, made of nothing but what the action says, so that its id is known before. */
export interface PushBranch {
  readonly type: "push-branch";
  readonly summary: string;
  /** Credentials removed. */
  readonly repository: string;
  /** The fork that gets the branch instead; absent when the repository itself does. */
  readonly reviewRepository?: string;
  /** `refs/heads/…`: the review branch, or the target with `direct`. */
  readonly ref: string;
  readonly oid: Oid;
  /** Where the ref must stand, null when it must not exist. */
  readonly expectedHead: Oid | null;
  readonly tree: Oid;
  readonly source: BranchHead;
  readonly target: BranchHead;
  readonly message: string;
  /** The date of the merge commit, seconds since the epoch: that of its newest parent. */
  readonly at: number;
}

/** What was pushed, or found. */
export interface PushedBranch {
  readonly ref: string;
  readonly oid: Oid;
}
