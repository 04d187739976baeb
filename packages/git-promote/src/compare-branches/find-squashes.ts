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

/** Clocks of different people differ by so much, seconds. */
const SKEW_S = 86_400;

/**
 * Finds squash-merged promotions: first by an equal tree, then by the patch of the difference since the merge base, the
 * squash before, or a commit that was picked alone. `sides.onlyLeft` is the target's, `onlyRight` the source's, both
 * newest first.
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
  const bySquash = new Set(squashes.map(({ by }) => by));
  const { pairs, since } = differences(line, { bases: range.bases, squashes });
  const open = suspects.filter(({ commit, committedAt }) => !bySquash.has(commit) && committedAt >= since - SKEW_S);
  if (open.length === 0 || pairs.length === 0 || pairs.length + open.length > MOST_PAIRS) return squashes;

  const questions = [
    ...open.map((commit) => ({ from: commit.parents[0] ?? commit.commit, to: commit.commit })),
    ...pairs,
  ];
  const ids = await repository.patchIds(questions, options);
  const wholes = new Map(pairs.map((pair, index) => [ids[open.length + index] ?? "", pair.to]));
  return [...squashes, ...squashesByPatch(open, ids, wholes)];
}

interface Differences {
  readonly pairs: readonly { readonly from: Oid; readonly to: Oid }[];
  /** No squash is older than what it brought: when the oldest of these commits was written, seconds since the epoch. */
  readonly since: number;
}

/**
 * What a squash may have brought: several commits of the line in a row, none of which the target has alone already, from
 * a merge base, from behind a commit that it has, or from behind the squash before. Pure.
 */
function differences(
  line: readonly ComparedCommit[],
  { bases, squashes }: { readonly bases: readonly Oid[]; readonly squashes: readonly Squash[] },
): Differences {
  const pairs: { from: Oid; to: Oid }[] = [];
  let since = Infinity;
  for (const run of runsOf(line)) {
    const [first] = run;
    // One commit alone has the patch that the comparison looked for already.
    if (first === undefined || (run.length === 1 && first.parents.length === 1)) continue;
    since = Math.min(since, ...run.map(({ date, committedAt }) => Math.min(committedAt, Date.parse(date) / 1000)));
    const parents = first === line[0] ? bases : first.parents.slice(0, 1);
    pairs.push(...parents.flatMap((from) => run.map(({ commit }) => ({ from, to: commit }))));
    for (const { upTo } of squashes) {
      const at = run.findIndex(({ commit }) => commit === upTo);
      // Only forwards: the difference back to an earlier commit is that of a revert, which brings nothing.
      if (at !== -1) pairs.push(...run.slice(at + 1).map(({ commit }) => ({ from: upTo, to: commit })));
    }
  }
  return { pairs, since };
}

/** The line, cut at every commit that the target has alone. */
function runsOf(line: readonly ComparedCommit[]): readonly (readonly ComparedCommit[])[] {
  const runs: ComparedCommit[][] = [[]];
  for (const commit of line) {
    if (commit.equivalent) runs.push([]);
    else runs.at(-1)?.push(commit);
  }
  return runs;
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
function firstParents(commits: readonly ComparedCommit[], tip: Oid): ComparedCommit[] {
  const byOid = new Map(commits.map((commit) => [commit.commit, commit]));
  const line: ComparedCommit[] = [];
  for (let commit = byOid.get(tip); commit !== undefined; commit = byOid.get(commit.parents[0] ?? ""))
    line.push(commit);
  return line;
}
