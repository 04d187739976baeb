import type { Ref } from "@signalbox/git";
import type { Problem } from "@signalbox/release-core";
import { branchMissingProblem, mainlineMissingProblem } from "../errors.js";
import { compareLines, type Line, type ReleaseBranch, releaseBranches } from "../release-lines/release-branches.js";
import { type BranchHead, findBranch, headOf, nearNames } from "../resolve-branch.js";

export interface BaseQuestion {
  readonly repository: string;
  readonly branch: string;
  readonly from?: string | undefined;
  readonly releaseBranchPattern?: string | undefined;
}

/** The other release branches, as the branch that is cut sees them. */
export interface Neighbours {
  /** The numbers of the branch; null when its name is not that of a release branch. */
  readonly line: Line | null;
  /** The highest release branch below it. */
  readonly previous: ReleaseBranch | null;
  /** Those above it, lowest first. */
  readonly higher: readonly ReleaseBranch[];
  /** Those below it, lowest first. */
  readonly lower: readonly ReleaseBranch[];
}

/** Pure. */
export function neighboursOf(refs: readonly Ref[], { branch, releaseBranchPattern }: BaseQuestion): Neighbours {
  const self = { name: headOf(branch), oid: "", commit: "" };
  const line = releaseBranches([self], releaseBranchPattern)[0]?.line ?? null;
  if (line === null) return { line, previous: null, higher: [], lower: [] };
  const others = releaseBranches(refs, releaseBranchPattern).filter((other) => other.branch !== branch);
  const lower = others.filter((other) => compareLines(other.line, line) < 0);
  const higher = others.filter((other) => compareLines(other.line, line) > 0);
  return { line, previous: lower.at(-1) ?? null, higher, lower };
}

export type BaseChoice = { readonly base: BranchHead } | { readonly problem: Problem };

/**
 * The branch to cut from. The first release branch of a major version comes from the mainline, the others from the one
 * before (https://avni.readme.io/docs/branching-strategy), unless `from` says it. Pure.
 */
export function chooseBase(
  question: BaseQuestion,
  { refs, mainline, neighbours }: { refs: readonly Ref[]; mainline: string | null; neighbours: Neighbours },
): BaseChoice {
  const { repository, branch } = question;
  const { previous } = neighbours;
  const isMinor = previous !== null && previous.line[0] === neighbours.line?.[0];
  const from = question.from ?? (isMinor ? "previous" : "mainline");
  if (from === "previous") {
    return previous === null
      ? { problem: previousMissing(branch, repository) }
      : { base: { ref: previous.ref, commit: previous.commit } };
  }
  const name = from === "mainline" ? mainline : from;
  if (name === null) return { problem: mainlineMissingProblem(repository) };
  const base = findBranch(refs, name);
  return base === null ? { problem: branchMissingProblem(name, repository, nearNames(refs, name)) } : { base };
}

const previousMissing = (branch: string, repository: string): Problem => ({
  code: "ERR_PREVIOUS_RELEASE_MISSING",
  message: `${repository} has no release branch before ${branch}.`,
  hint: "Cut it from the mainline, or name the branch to cut from; a pattern says which are release branches.",
});
