import type { Ref } from "@signalbox/git";
import { isOnLine, type ReleaseBranch, releaseBranches } from "../release-lines/release-branches.js";
import type { BranchHead } from "../resolve-branch.js";
import { parseVersion } from "@signalbox/git";
import type { VersionChoice } from "./choose-version.js";
import type { TagInput } from "./input.js";

/** The branch that is released: the named one, else the version's own release branch, else the mainline. Pure. */
export function chooseBranch(input: TagInput, refs: readonly Ref[], mainline: string | null): string | null {
  if (input.branch !== undefined) return input.branch;
  const version = parseVersion(input.version);
  if (version === null) return mainline;
  const own = branchFor(
    [version.major, version.minor, version.patch],
    releaseBranches(refs, input.releaseBranchPattern),
  );
  return own?.branch ?? mainline;
}

/** The release branch where a version belongs, when it is another one than the branch. Pure. */
export function ownBranchOf(
  choice: VersionChoice,
  branches: readonly ReleaseBranch[],
  branch: BranchHead,
): ReleaseBranch | null {
  if (choice.tag === null) return null;
  const { major, minor, patch } = choice.version;
  const own = branchFor([major, minor, patch], branches);
  return own === null || own.ref === branch.ref ? null : own;
}

/** The longest line wins: 12.0.2 belongs on `12.0.2` before `12.0`. */
function branchFor(numbers: readonly number[], branches: readonly ReleaseBranch[]): ReleaseBranch | null {
  const fitting = branches.filter(({ line }) => line.length > 1 && isOnLine(numbers, line));
  return fitting.sort((a, b) => b.line.length - a.line.length)[0] ?? null;
}
