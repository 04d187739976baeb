import type { Oid } from "@signalbox/git";

interface Ordered {
  readonly commit: Oid;
  readonly parents: readonly Oid[];
  readonly committedAt: number;
}

/**
 * Puts commits into the order in which `git log` lists them, newest first: from the tips down, always the one with the
 * latest committer date, and of two with the same date the one that was met first. Parents that are not among the
 * commits end the walk.
 */
export function inGitOrder<C extends Ordered>(commits: readonly C[], tips: readonly Oid[]): readonly C[] {
  const byId = new Map(commits.map((commit) => [commit.commit, commit]));
  const met = new Set<Oid>();
  const open: C[] = [];
  const meet = (oid: Oid): void => {
    const commit = byId.get(oid);
    if (commit === undefined || met.has(oid)) return;
    met.add(oid);
    const at = open.findIndex((other) => other.committedAt < commit.committedAt);
    open.splice(at < 0 ? open.length : at, 0, commit);
  };
  tips.forEach(meet);
  const ordered: C[] = [];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    ordered.push(next);
    next.parents.forEach(meet);
  }
  return ordered;
}
