import type { Oid } from "@signalbox/git";
import type { Problem } from "@signalbox/release-core";
import type { Change } from "../compare-branches/comparison.js";

/** The next patch of a release line over many repositories. */
export interface PatchRelease {
  readonly format: 1;
  /** `16.2`; null when none of the repositories has a release branch. */
  readonly line: string | null;
  /** The highest version of the line in any repository; null when there is none. */
  readonly latest: string | null;
  /** The next number; null while a repository could not be read, since it might have a higher one. */
  readonly version: string | null;
  readonly repositories: readonly PatchState[];
  /** What has to be tagged: an item for each repository with changes, to be used with `forEach`. */
  readonly needed: readonly PatchItem[];
  /** The same for every repository with the release branch, changed or not. */
  readonly every: readonly PatchItem[];
}

/** One repository. */
export interface PatchState {
  readonly name: string;
  /** Credentials removed. */
  readonly repository: string;
  /** Its release branch of the line, short; null when it has none. */
  readonly branch: string | null;
  readonly head: Oid | null;
  /** Its last release on the branch; of a component with numbers of its own, the last of those. */
  readonly latest: { readonly tag: string; readonly version: string; readonly commit: Oid } | null;
  /** What came since, oldest first, without merges. */
  readonly changes: readonly Change[];
  readonly isNeeded: boolean;
  /** It could not be read; everything else is then empty. */
  readonly error?: Problem;
}

export interface PatchItem {
  readonly name: string;
  readonly repository: string;
  /** An input of `tagRelease`. */
  readonly release: PatchTag;
}

export interface PatchTag {
  readonly repository: string;
  readonly branch: string;
  readonly version: string;
  readonly allowSharedCommit?: true;
  readonly mainline?: string;
  readonly tagPattern?: string;
  readonly stream?: string;
  readonly releaseBranchPattern?: string;
  readonly publishesOnTag?: true;
}
