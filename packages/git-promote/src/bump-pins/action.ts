import type { Oid } from "@signalbox/git";
import type { PinChange } from "../pins/index.js";
import type { BranchHead } from "../resolve-branch.js";

/** Pushes one commit that changes versions and nothing else, with an id that is known before. */
export interface PushPins {
  readonly type: "push-pins";
  readonly summary: string;
  /** Credentials removed. */
  readonly repository: string;
  /** `refs/heads/…`: the review branch, or the branch itself with `direct`. */
  readonly ref: string;
  readonly oid: Oid;
  /** Where the ref must stand, null when it must not exist. */
  readonly expectedHead: Oid | null;
  /** The branch whose pins are bumped; it must still stand there. */
  readonly branch: BranchHead;
  readonly tree: Oid;
  readonly pins: readonly PinChange[];
  /** Lock files that the commit changes too. */
  readonly lockFiles: readonly string[];
  readonly message: string;
  /** The date of the commit, seconds since the epoch: that of its parent. */
  readonly at: number;
}

/** What was pushed, or found. */
export interface PushedPins {
  readonly ref: string;
  readonly oid: Oid;
  readonly pins: readonly PinChange[];
}
