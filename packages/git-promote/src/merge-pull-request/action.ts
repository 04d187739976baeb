import type { Oid } from "@signalbox/git";
import type { MergeMethod } from "@signalbox/github";

/** Merges exactly one head. */
export interface MergeOpen {
  readonly type: "merge-pull-request";
  readonly summary: string;
  /** Credentials removed. */
  readonly repository: string;
  readonly number: number;
  readonly method: MergeMethod;
  readonly expectedHead: Oid;
  /** Short name of the branch that gets it. */
  readonly base: string;
  /** Absent: as the repository is set up. */
  readonly title?: string;
  readonly message?: string;
}

/** Deletes the branch that was merged, while it is still there. */
export interface DeleteHead {
  readonly type: "delete-branch";
  readonly summary: string;
  /** Credentials removed. */
  readonly repository: string;
  /** Short name. */
  readonly branch: string;
  readonly expectedHead: Oid;
}

export type MergeAction = MergeOpen | DeleteHead;

/** What was done, or found. */
export type MergeResult =
  { readonly number: number; readonly commit: Oid; readonly mergedBy: string | null } | { readonly deleted: string };
