import type { Commit, Oid } from "@signalbox/git";

/**
 * Where a branch was cut from another: the newest commit that both have on their first-parent lines, so that later
 * merges between the two do not count. Null when there is none. Pure; `commits`: the histories of both.
 */
export function forkPoint(commits: readonly Commit[], branch: Oid, base: Oid): Oid | null {
  const parentOf = new Map(commits.map(({ commit, parents }) => [commit, parents[0]]));
  const onBase = new Set(firstParents(base, parentOf));
  for (const commit of firstParents(branch, parentOf)) if (onBase.has(commit)) return commit;
  return null;
}

/** How many commits a branch has on its first-parent line since a point of it; Infinity when the point is not there. */
export function stepsSince(commits: readonly Commit[], branch: Oid, point: Oid | null): number {
  if (point === null) return Infinity;
  const parentOf = new Map(commits.map(({ commit, parents }) => [commit, parents[0]]));
  let steps = 0;
  for (const commit of firstParents(branch, parentOf)) {
    if (commit === point) return steps;
    steps += 1;
  }
  return Infinity;
}

function* firstParents(from: Oid, parentOf: ReadonlyMap<Oid, Oid | undefined>): Generator<Oid> {
  for (let at: Oid | undefined = from; at !== undefined; at = parentOf.get(at)) yield at;
}
