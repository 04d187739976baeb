import type { Commit, ComparedCommit, Comparison, HistoryReader, Oid } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";

/** A commit of the target that holds the source up to `upTo` as one (a squash-merged promotion). */
export interface Squash {
  readonly by: Oid;
  readonly upTo: Oid;
  /** A later merge, of either branch into the other, joined the histories: nothing is wrong any more. */
  readonly settled?: true;
}

/** More differences than this are not compared. */
const MOST_PAIRS = 1000;

/**
 * Finds squash-merged promotions: first by an equal tree, then by the patch of the difference since the merge base or
 * the squash before. `sides.onlyLeft` is the target's, `onlyRight` the source's, both newest first.
 */
export async function findSquashes(
  repository: Pick<HistoryReader, "patchIds">,
  sides: Comparison,
  range: { readonly from: Oid; readonly to: Oid; readonly bases: readonly Oid[] },
  options: CallOptions,
): Promise<readonly Squash[]> {
  const line = firstParents(sides.onlyRight, range.from).reverse();
  const suspects = suspectsOf(sides, range.to);
  if (line.length === 0 || suspects.length === 0) return [];
  const squashes = squashesByTree(suspects, sides.onlyRight);
  const open = suspects.filter(({ commit }) => !squashes.some(({ by }) => by === commit));
  const starts = [...new Set([...range.bases, ...squashes.map(({ upTo }) => upTo)])];
  // Only forwards: the difference back to an earlier commit is that of a revert, which brings nothing.
  const pairs = starts.flatMap((from) =>
    line.slice(line.findIndex(({ commit }) => commit === from) + 1).map(({ commit }) => ({ from, to: commit })),
  );
  if (open.length === 0 || pairs.length + open.length > MOST_PAIRS) return squashes;

  const questions = [
    ...open.map((commit) => ({ from: commit.parents[0] ?? commit.commit, to: commit.commit })),
    ...pairs,
  ];
  const ids = await repository.patchIds(questions, options);
  const wholes = new Map(pairs.map((pair, index) => [ids[open.length + index] ?? "", pair.to]));
  return [...squashes, ...squashesByPatch(open, ids, wholes)];
}

/** Commits that may be squashes: on the target's own line, with one parent, and no cherry-pick. Oldest first. */
export const suspectsOf = (sides: Comparison, to: Oid): readonly ComparedCommit[] =>
  firstParents(sides.onlyLeft, to)
    .filter(({ parents, equivalent }) => parents.length === 1 && !equivalent)
    .reverse();

/** Squashes whose tree is that of a commit of the source. Pure. */
function squashesByTree(suspects: readonly Commit[], source: readonly Commit[]): readonly Squash[] {
  const newestWithTree = new Map(source.toReversed().map(({ tree, commit }) => [tree, commit]));
  return suspects.flatMap(({ commit, tree }) => {
    const upTo = newestWithTree.get(tree);
    return upTo === undefined ? [] : [{ by: commit, upTo }];
  });
}

function squashesByPatch(
  open: readonly Commit[],
  ids: readonly (string | null)[],
  wholes: ReadonlyMap<string, Oid>,
): readonly Squash[] {
  return open.flatMap(({ commit }, index) => {
    const upTo = wholes.get(ids[index] ?? "none");
    return upTo === undefined ? [] : [{ by: commit, upTo }];
  });
}

/** The first-parent line from `tip`, newest first, as far as it is in `commits`. */
export function firstParents(commits: readonly ComparedCommit[], tip: Oid): ComparedCommit[] {
  const byOid = new Map(commits.map((commit) => [commit.commit, commit]));
  const line: ComparedCommit[] = [];
  for (let commit = byOid.get(tip); commit !== undefined; commit = byOid.get(commit.parents[0] ?? ""))
    line.push(commit);
  return line;
}
