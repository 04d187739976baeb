import type { Oid, Person } from "@signalbox/git";
import type { BranchHead } from "../resolve-branch.js";

/** Pushes one new tag; a tag that exists is never moved. */
export interface PushTag {
  readonly type: "push-tag";
  readonly summary: string;
  /** Credentials removed. */
  readonly repository: string;
  /** `refs/tags/…` */
  readonly ref: string;
  /**
   * The tag object, or the commit itself for a tag without one. Null for a signed tag: nobody knows the id before it is
   * signed; everything that is signed stands here.
   */
  readonly oid: Oid | null;
  readonly expectedHead: null;
  readonly commit: Oid;
  /** The branch as it stood; it must still contain `commit`, and be there where its head is tagged. */
  readonly branch: BranchHead;
  /** Null for a tag that is not annotated. */
  readonly message: string | null;
  /** Who makes it; null as above. */
  readonly by: Person | null;
  /** The date of the tag object, seconds since the epoch: that of the commit. */
  readonly at: number;
  readonly signed: boolean;
}

export interface PushedTag {
  readonly ref: string;
  readonly tag: string;
  readonly version: string;
  readonly commit: Oid;
  /** What the ref points at: the tag object, or the commit of a tag without one. */
  readonly oid: Oid;
}
