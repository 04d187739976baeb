import type { Oid } from "@signalbox/git";
import type { BranchHead } from "../resolve-branch.js";

/** Pushes a new branch at a commit of its base; a branch that exists is never moved. */
export interface CreateBranch {
  readonly type: "create-branch";
  readonly summary: string;
  /** Credentials removed. */
  readonly repository: string;
  /** `refs/heads/…` */
  readonly ref: string;
  readonly oid: Oid;
  readonly expectedHead: null;
  /** Where the base stood; it must still contain `oid`. */
  readonly base: BranchHead;
}

/** Pushes one commit that sets the mainline's next version, made of nothing but what the action says. */
export interface SetDevelopmentVersion {
  readonly type: "set-development-version";
  readonly summary: string;
  /** Credentials removed. */
  readonly repository: string;
  /** `refs/heads/…`: the mainline, or the review branch. */
  readonly ref: string;
  readonly oid: Oid;
  /** Where the ref must stand, null when it must not exist. */
  readonly expectedHead: Oid | null;
  /** The commit's parent. */
  readonly mainline: BranchHead;
  readonly tree: Oid;
  readonly file: string;
  readonly version: { readonly from: string; readonly to: string };
  readonly message: string;
  /** The date of the commit, seconds since the epoch: that of its parent. */
  readonly at: number;
}

export type CutAction = CreateBranch | SetDevelopmentVersion;

/** What was pushed, or found. */
export interface CutResult {
  readonly ref: string;
  readonly oid: Oid;
}
