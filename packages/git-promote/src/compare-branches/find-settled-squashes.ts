import type { Commit, Comparison, HistoryReader, Oid } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import { findSquashes, type Squash, suspectsOf } from "./find-squashes.js";

/** Of more commits than this nobody asks whether they are squashes: each costs a question. */
const MOST_SUSPECTS = 10;

/**
 * Squashes whose commits came by a later merge: the tree is that of a commit which both branches have by now, and which
 * the target did not have before. (A tree that it had before is a rollback, which is a change of the target's own.)
 */
export async function findSettledSquashes(
  repository: Pick<HistoryReader, "listCommits">,
  sides: Comparison,
  range: { readonly to: Oid; readonly bases: readonly Oid[]; readonly known: readonly Squash[] },
  options: CallOptions,
): Promise<readonly Squash[]> {
  const suspects = suspectsOf(sides, range.to).filter(({ commit }) => !range.known.some(({ by }) => by === commit));
  if (suspects.length > MOST_SUSPECTS || range.bases.length === 0) return [];
  const found = await Promise.all(
    suspects.map(async ({ commit, tree, parents }) => {
      const came = await repository.listCommits(range.bases, parents, options);
      const upTo = came.find((other) => other.tree === tree)?.commit;
      return upTo === undefined ? [] : [{ by: commit, upTo, settled: true as const }];
    }),
  );
  return found.flat();
}

/** What a merge of the target back into the source hides from git, until the next promotion is merged. */
export interface MergedBack {
  /** Squashes that are in both histories by now. */
  readonly squashes: readonly Squash[];
  /** Commits of the source whose patch the target had already. */
  readonly samePatch: readonly Oid[];
}

/** Compares the two sides of each such merge as they were before it. */
export async function findMergedBack(
  repository: Pick<HistoryReader, "compare" | "mergeBases" | "patchIds">,
  sides: Comparison,
  options: CallOptions,
): Promise<MergedBack> {
  const found = await Promise.all(
    mergesBack(sides.onlyRight).map(async ({ own, other }) => {
      const [then, bases] = await Promise.all([
        repository.compare(other, own, options),
        repository.mergeBases(other, own, options),
      ]);
      const squashes = await findSquashes(repository, then, { from: own, to: other, bases }, options);
      const samePatch = then.onlyRight.filter(({ equivalent }) => equivalent).map(({ commit }) => commit);
      return { squashes, samePatch };
    }),
  );
  return {
    squashes: found.flatMap(({ squashes }) => squashes.map((squash) => ({ ...squash, settled: true as const }))),
    samePatch: found.flatMap(({ samePatch }) => samePatch),
  };
}

/** Merges of the source that took in what the target has: own work first, then a commit that is in both by now. */
function mergesBack(source: readonly Commit[]): readonly { readonly own: Oid; readonly other: Oid }[] {
  const ids = new Set(source.map(({ commit }) => commit));
  return source
    .flatMap(({ parents: [own, other] }) =>
      own !== undefined && other !== undefined && ids.has(own) && !ids.has(other) ? [{ own, other }] : [],
    )
    .slice(0, MOST_SUSPECTS);
}
