import type { Oid, Person, ReleaseState, ReleaseTag, ReleaseTags, TagObject } from "@signalbox/git";
import type { Problem } from "@signalbox/release-core";
import type { BranchHead } from "../resolve-branch.js";
import type { VersionChoice } from "./choose-version.js";

/** The tag as it would be pushed. `oid` is null for a signed one. */
export interface PlannedTag {
  readonly oid: Oid | null;
  readonly message: string | null;
  readonly by: Person | null;
  readonly at: number;
}

/** A tag of the wanted name, as it stands. */
export interface StandingTag {
  readonly oid: Oid;
  readonly commit: Oid;
  /** Null for a tag that is not annotated. */
  readonly object: TagObject | null;
  /** The branch contains its commit. */
  readonly onBranch: boolean;
}

export interface TagFacts {
  readonly repository: string;
  /** Null when it is missing. */
  readonly branch: BranchHead | null;
  /** The name that was looked for, null when the remote names no mainline. */
  readonly wanted: string | null;
  readonly near: readonly string[];
  /** Null when there is no such branch or commit. */
  readonly seen: SeenCommit | null;
  /** There is something to sign with. */
  readonly canSign: boolean;
  /** Why the commit cannot be tagged. */
  readonly problems: readonly Problem[];
}

/** What is known of the commit that is to be tagged. */
export interface SeenCommit {
  readonly commit: Oid;
  /** Every tag of the repository. */
  readonly tags: ReleaseTags;
  /** What of the branch is released, by the tags that count for it. */
  readonly state: ReleaseState;
  /** The releases that it carries already, highest first. */
  readonly releases: readonly ReleaseTag[];
  readonly choice: VersionChoice;
  readonly standing: StandingTag | null;
  /** A branch has the tag's name. */
  readonly isBranchName: boolean;
  /** How many commits the branch has after it. */
  readonly after: number;
  /** The version's own release branch, where it is another one than the branch. */
  readonly ownBranch: { readonly name: string; readonly contains: boolean } | null;
  /** The version is not on the line of the branch. */
  readonly isOffLine: boolean;
  /** Null when there is nothing to tag. */
  readonly planned: PlannedTag | null;
}
