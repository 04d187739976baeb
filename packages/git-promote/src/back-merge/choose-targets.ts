import { type Ref, sortReleaseTags } from "@signalbox/git";
import {
  compareLines,
  type Line,
  lineOf,
  type ReleaseBranch,
  releaseBranches,
} from "../release-lines/release-branches.js";
import type { BackMergeInput } from "./input.js";

/** A later release branch, and whether its line had a release already. */
export interface LaterBranch extends ReleaseBranch {
  /** Its own line, or a later one, has a release tag. */
  readonly isReleased: boolean;
}

/**
 * The release branches later than `from`, lowest first; null when the name of `from` has no numbers. Pure.
 *
 * One that was released is done as soon as the mainline has all of it. One that was not is always pending, also where it
 * was just cut and the mainline has all of it: it would be released without these commits.
 */
export function laterBranches(
  refs: readonly Ref[],
  { from, releaseBranchPattern, tagPattern, stream }: BackMergeInput,
): readonly LaterBranch[] | null {
  const line = lineOf(from);
  if (line === null) return null;
  const [highest] = sortReleaseTags(refs, { tagPattern, stream }).releases;
  const released: Line =
    highest === undefined ? [] : [highest.version.major, highest.version.minor, highest.version.patch];
  return releaseBranches(refs, releaseBranchPattern)
    .filter((branch) => branch.branch !== from && compareLines(branch.line, line) > 0)
    .map((branch) => ({ ...branch, isReleased: compareLines(branch.line, released) <= 0 }));
}
