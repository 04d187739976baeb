import type { Oid } from "@signalbox/git";
import type { BranchHead } from "../resolve-branch.js";
import type { SettledFile } from "../settle-conflicts/settle-conflicts.js";

/**
 * Pushes one link of the chain: a merge to its branch, or to a branch for review; a merge that a person settled, to its
 * branch; or, for a conflict, the source to a branch on which a person settles it.
 */
export interface PushLink {
  readonly type: "push-branch";
  readonly summary: string;
  /** Credentials removed. */
  readonly repository: string;
  /** `refs/heads/…` */
  readonly ref: string;
  readonly oid: Oid;
  /** Where the ref must stand, null when it must not exist. */
  readonly expectedHead: Oid | null;
  /** What is merged: a branch, where it stands when this action's turn comes. */
  readonly source: BranchHead;
  readonly target: BranchHead;
  /** What the pushed commit is made of; null when it is there already. */
  readonly merge: MadeMerge | null;
}

/** A merge commit of target and source, made of nothing but this, so that its id is known before. */
export interface MadeMerge {
  readonly tree: Oid;
  readonly message: string;
  /** The date of the newest parent, seconds since the epoch. */
  readonly at: number;
  /** Conflicts that were settled by rule or command. */
  readonly settled: readonly SettledFile[];
}

/** What was pushed, or found. */
export interface PushedLink {
  readonly ref: string;
  readonly oid: Oid;
}
