import type { Commit, Comparison, HistoryReader, Oid } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import { findSquashes, type Squash, suspectsOf } from "./find-squashes.js";

/** Of more merges than this nobody asks what they hid: each costs questions. */
const MOST_MERGES = 10;

/**
 * Squashes whose commits came by a later merge: the tree is that of a commit which both branches have by now, and which
 * the target did not have before. (A tree that it had before is a rollback, which is a change of the target's own.)
 * One question, whatever the number of suspects.
 */
export async function findSettledSquashes(
  repository: Pick<HistoryReader, "listCommits">,
  sides: Comparison,
  range: { readonly to: Oid; readonly bases: readonly Oid[]; readonly known: readonly Squash[] },
  options: CallOptions,
): Promise<readonly Squash[]> {
  const suspects = suspectsOf(sides, range.to).filter(({ commit }) => !range.known.some(({ by }) => by === commit));
  const [oldest] = suspects;
  if (oldest === undefined || range.bases.length === 0) return [];
  const came = await repository.listCommits(range.bases, oldest.parents, options);
  const byOid = new Map([...sides.onlyLeft, ...came].map((commit) => [commit.commit, commit]));
  return suspects.flatMap(({ commit, tree, parents }) => {
    const before = historyOf(parents, byOid);
    const upTo = came.find((other) => other.tree === tree && !before.has(other.commit))?.commit;
    return upTo === undefined ? [] : [{ by: commit, upTo, settled: true as const }];
  });
}

/** As far as the commits are known; what is older than the oldest suspect is in every history. */
function historyOf(tips: readonly Oid[], byOid: ReadonlyMap<Oid, Commit>): ReadonlySet<Oid> {
  const seen = new Set<Oid>();
  const open = [...tips];
  for (let oid = open.pop(); oid !== undefined; oid = open.pop()) {
    if (seen.has(oid)) continue;
    seen.add(oid);
    open.push(...(byOid.get(oid)?.parents ?? []));
  }
  return seen;
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
    .slice(0, MOST_MERGES);
}
