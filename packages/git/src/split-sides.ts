import type { ComparedCommit, Comparison, Oid } from "./ports.js";

/**
 * Sorts the commits of `left...right` to their sides: those reachable from `left` inside the set are left's.
 * (`git log --cherry-mark` forgets the side of a commit that it marks as equivalent.)
 */
export function splitSides(commits: readonly ComparedCommit[], left: Oid): Comparison {
  const byId = new Map(commits.map((commit) => [commit.commit, commit]));
  const isLeft = new Set<Oid>();
  const open = [left];
  for (let oid = open.pop(); oid !== undefined; oid = open.pop()) {
    const commit = byId.get(oid);
    if (commit === undefined || isLeft.has(oid)) continue;
    isLeft.add(oid);
    open.push(...commit.parents);
  }
  return {
    onlyLeft: commits.filter((commit) => isLeft.has(commit.commit)),
    onlyRight: commits.filter((commit) => !isLeft.has(commit.commit)),
  };
}
