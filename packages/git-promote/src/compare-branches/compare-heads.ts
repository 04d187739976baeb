import type { Commit, Comparison, HistoryReader, MergeResult, ObjectMaker, Oid, PathChange } from "@signalbox/git";
import { type CallOptions, isReleaseError } from "@signalbox/release-core";
import type { BranchHead } from "../resolve-branch.js";
import { authorsOf, changeOf, type HeadComparison } from "./comparison.js";
import { findMergedBack, findSettledSquashes, type MergedBack } from "./find-settled-squashes.js";
import { findSquashes, type Squash } from "./find-squashes.js";
import { splitRange } from "./split-range.js";

/** What a comparison asks of a repository. */
export type Comparer = HistoryReader & Pick<ObjectMaker, "mergeTrees">;

/** A comparison, and the commits at both ends. */
export interface ComparedHeads {
  readonly comparison: HeadComparison;
  readonly source: Commit;
  readonly target: Commit;
  /** What each side has alone: `onlyLeft` the target's, `onlyRight` the source's. Newest first. */
  readonly sides: Comparison;
  /** Squash-merged promotions found on the target, settled ones too. */
  readonly squashes: readonly Squash[];
  /** The commits behind `changes`, oldest first. */
  readonly fresh: readonly Commit[];
  /** `source` is in the target's history. */
  readonly contained: boolean;
}

/** Compares two heads. Independent questions are asked at the same time. */
export async function compareHeads(
  repository: Comparer,
  from: BranchHead,
  to: BranchHead,
  options: CallOptions,
): Promise<ComparedHeads> {
  const limits: string[] = [];
  const ask = limitsKept(limits);
  // Needed when the target has commits of its own, which is so after every promotion that was merged.
  const bases = repository.mergeBases(to.commit, from.commit, options);
  bases.catch(() => undefined);
  const [sides, merge, changedPaths] = await Promise.all([
    repository.compare(to.commit, from.commit, options),
    ask<MergeResult>(repository.mergeTrees(to.commit, from.commit, options), {
      tree: null,
      conflicts: [],
      partial: null,
    }),
    ask<readonly PathChange[]>(repository.changedPaths(to.commit, from.commit, options), []),
  ]);
  const [source, target, open, merged] = await Promise.all([
    commitAt(repository, from.commit, sides, options),
    commitAt(repository, to.commit, sides, options),
    ask(squashesOf(repository, { sides, from, to, bases }, options), []),
    ask<MergedBack>(findMergedBack(repository, sides, options), { squashes: [], samePatch: [] }),
  ]);
  const squashes = [...merged.squashes, ...open];
  const { fresh, alreadyContained, behind } = splitRange(withSamePatch(sides, merged.samePatch), squashes);
  const comparison = {
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
  return { comparison, source, target, sides, squashes, fresh, contained: sides.onlyRight.length === 0 };
}

interface Range {
  readonly sides: Comparison;
  readonly from: BranchHead;
  readonly to: BranchHead;
  readonly bases: Promise<readonly Oid[]>;
}

async function squashesOf(
  repository: Comparer,
  { sides, from, to, bases }: Range,
  options: CallOptions,
): Promise<readonly Squash[]> {
  // Only a commit with one parent, made on the target, can be a squash.
  if (sides.onlyRight.length === 0 || !sides.onlyLeft.some(({ parents }) => parents.length === 1)) return [];
  const range = { from: from.commit, to: to.commit, bases: await bases };
  const known = await findSquashes(repository, sides, range, options);
  return [...(await findSettledSquashes(repository, sides, { ...range, known }, options)), ...known];
}

const withSamePatch = ({ onlyLeft, onlyRight }: Comparison, samePatch: readonly Oid[]): Comparison => ({
  onlyLeft,
  onlyRight: onlyRight.map((commit) => (samePatch.includes(commit.commit) ? { ...commit, equivalent: true } : commit)),
});

/** A head is among the commits that its side has alone, unless the other side contains it. */
async function commitAt(
  repository: Comparer,
  oid: Oid,
  { onlyLeft, onlyRight }: Comparison,
  options: CallOptions,
): Promise<Commit> {
  const seen = onlyLeft.find(({ commit }) => commit === oid) ?? onlyRight.find(({ commit }) => commit === oid);
  if (seen !== undefined) return seen;
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
