import type { Commit, Comparison, GitRepository, MergeResult, Oid, PathChange } from "@signalbox/git";
import { type CallOptions, isReleaseError } from "@signalbox/release-core";
import type { BranchHead } from "../resolve-branch.js";
import { authorsOf, type BranchComparison, changeOf } from "./comparison.js";
import { findSquashes, type Squash } from "./find-squashes.js";
import { splitRange } from "./split-range.js";

/** A comparison, and the commits at both ends. */
export interface ComparedHeads {
  readonly comparison: BranchComparison;
  readonly source: Commit;
  readonly target: Commit;
  /** What each side has alone: `onlyLeft` the target's, `onlyRight` the source's. Newest first. */
  readonly sides: Comparison;
  /** Squash-merged promotions found on the target. */
  readonly squashes: readonly Squash[];
  /** `source` is in the target's history. */
  readonly contained: boolean;
}

/** Compares two heads of a repository that is up to date. Independent questions are asked at the same time. */
export async function compareHeads(
  repository: GitRepository,
  from: BranchHead,
  to: BranchHead,
  options: CallOptions,
): Promise<ComparedHeads> {
  const limits: string[] = [];
  const ask = limitsKept(limits);
  const [sides, merge, changedPaths, source, target] = await Promise.all([
    repository.compare(to.commit, from.commit, options),
    ask<MergeResult>(repository.mergeTrees(to.commit, from.commit, options), { tree: null, conflicts: [] }),
    ask<readonly PathChange[]>(repository.changedPaths(to.commit, from.commit, options), []),
    commitAt(repository, from.commit, options),
    commitAt(repository, to.commit, options),
  ]);
  const squashes = await ask(squashesOf(repository, { sides, from, to }, options), []);
  const { fresh, alreadyContained, behind } = splitRange(sides, squashes);
  const comparison: BranchComparison = {
    repository: repository.location,
    from,
    to,
    changes: fresh.map(changeOf),
    alreadyContained,
    behind,
    treesEqual: source.tree === target.tree,
    changedPaths,
    conflicts: merge.conflicts,
    mergeTree: merge.tree,
    authors: authorsOf(fresh),
    ...(limits.length > 0 && { engineLimits: limits }),
  };
  return { comparison, source, target, sides, squashes, contained: sides.onlyRight.length === 0 };
}

interface Range {
  readonly sides: Comparison;
  readonly from: BranchHead;
  readonly to: BranchHead;
}

async function squashesOf(
  repository: GitRepository,
  { sides, from, to }: Range,
  options: CallOptions,
): Promise<readonly Squash[]> {
  // Only a commit with one parent, made on the target, can be a squash.
  if (sides.onlyRight.length === 0 || !sides.onlyLeft.some(({ parents }) => parents.length === 1)) return [];
  const bases = await repository.mergeBases(to.commit, from.commit, options);
  return findSquashes(repository, sides, { from: from.commit, to: to.commit, bases }, options);
}

async function commitAt(repository: GitRepository, oid: Oid, options: CallOptions): Promise<Commit> {
  const [commit] = await repository.listCommits([oid], [], { ...options, limit: 1 });
  if (commit === undefined) throw new Error(`The repository does not give commit ${oid}.`);
  return commit;
}

/** What an engine cannot answer is noted, and the question stays open; every other failure is a failure. */
function limitsKept(limits: string[]) {
  return async <T>(answer: Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      if (!isReleaseError(error) || error.code !== "ERR_ENGINE_LIMIT") throw error;
      limits.push(error.message);
      return otherwise;
    }
  };
}
