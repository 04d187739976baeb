import type { Oid } from "@signalbox/git";
import type { BranchHead } from "../resolve-branch.js";

/** Pushes one new tag; a tag that exists is never moved. */
export interface PushTag {
  readonly type: "push-tag";
  readonly summary: string;
  /** Credentials removed. */
  readonly repository: string;
  /** `refs/tags/…` */
  readonly ref: string;
  /** The tag object, or the commit itself for a tag without one. */
  readonly oid: Oid;
  readonly expectedHead: null;
  readonly commit: Oid;
  /** The branch that must still stand at `commit`. */
  readonly branch: BranchHead;
  /** Null for a tag that is not annotated. */
  readonly message: string | null;
  /** The date of the tag object, seconds since the epoch: that of the commit. */
  readonly at: number;
}

export interface PushedTag {
  readonly ref: string;
  readonly tag: string;
  readonly version: string;
  readonly commit: Oid;
}
