import type { Commit, Oid } from "../ports.js";

/** Commits by id, and who comes before whom. Parents that are not in the graph (a limit, a shallow edge) end a walk. */
export interface CommitGraph {
  readonly commits: ReadonlyMap<Oid, Commit>;
  /** The commit itself and everything before it. Remembered. */
  ancestors(commit: Oid): ReadonlySet<Oid>;
}

export function commitGraph(commits: readonly Commit[]): CommitGraph {
  const byOid = new Map(commits.map((commit) => [commit.commit, commit]));
  const remembered = new Map<Oid, ReadonlySet<Oid>>();
  return {
    commits: byOid,
    ancestors: (commit) => {
      const known = remembered.get(commit) ?? walk(byOid, commit);
      remembered.set(commit, known);
      return known;
    },
  };
}

function walk(commits: ReadonlyMap<Oid, Commit>, start: Oid): ReadonlySet<Oid> {
  const seen = new Set<Oid>();
  const open = [start];
  for (let oid = open.pop(); oid !== undefined; oid = open.pop()) {
    const commit = seen.has(oid) ? undefined : commits.get(oid);
    if (commit === undefined) continue;
    seen.add(oid);
    open.push(...commit.parents);
  }
  return seen;
}

/** Everything reachable from `head`, parents before children. */
export function parentsFirst(graph: CommitGraph, head: Oid): readonly Commit[] {
  const order: Commit[] = [];
  const seen = new Set<Oid>();
  const open: { readonly oid: Oid; readonly parentsDone: boolean }[] = [{ oid: head, parentsDone: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const commit = graph.commits.get(next.oid);
    if (commit === undefined) continue;
    if (next.parentsDone) order.push(commit);
    if (next.parentsDone || seen.has(next.oid)) continue;
    seen.add(next.oid);
    open.push({ oid: next.oid, parentsDone: true });
    for (const oid of commit.parents) open.push({ oid, parentsDone: false });
  }
  return order;
}
