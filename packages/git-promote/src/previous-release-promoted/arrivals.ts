import type { Commit, Oid } from "@signalbox/git";

/**
 * When each commit arrived on a branch: the committer date (seconds since the epoch) of the first commit of the
 * branch's first-parent line that contains it. Its own date says only when it was written.
 */
export function arrivals(commits: readonly Commit[], tip: Oid): ReadonlyMap<Oid, number> {
  const byOid = new Map(commits.map((commit) => [commit.commit, commit]));
  const line: Commit[] = [];
  for (let commit = byOid.get(tip); commit !== undefined; commit = byOid.get(commit.parents[0] ?? ""))
    line.push(commit);
  const arrived = new Map<Oid, number>();
  for (const step of line.reverse()) {
    const open = [step.commit];
    for (let oid = open.pop(); oid !== undefined; oid = open.pop()) {
      const commit = byOid.get(oid);
      if (commit === undefined || arrived.has(oid)) continue;
      arrived.set(oid, step.committedAt);
      open.push(...commit.parents);
    }
  }
  return arrived;
}
