import type { Commit, Descent, Oid } from "../ports.js";

/** A set of commits. Histories have thousands and sets of them are many, so each is one byte a commit. */
export interface CommitSet {
  readonly size: number;
  has(commit: Oid): boolean;
  overlaps(other: CommitSet): boolean;
}

/** Commits by id, and who comes before whom. Parents that are not in the graph (a shallow edge) end a walk. */
export interface CommitGraph<C extends Descent = Commit> {
  /** In the order they were given. */
  readonly commits: readonly C[];
  get(commit: Oid): C | undefined;
  /** The commit itself and everything before it. Remembered. */
  ancestors(commit: Oid): CommitSet;
  /** Everything reachable from `head`, parents before children. */
  parentsFirst(head: Oid): readonly C[];
}

interface MarkedSet extends CommitSet {
  readonly marks: Uint8Array;
}

export function commitGraph<C extends Descent>(commits: readonly C[]): CommitGraph<C> {
  const positions = new Map(commits.map(({ commit }, index) => [commit, index]));
  const parentsOf = commits.map(({ parents }) =>
    parents.map((parent) => positions.get(parent)).filter((position) => position !== undefined),
  );
  const remembered = new Map<Oid, MarkedSet>();

  const walk = (start: Oid): MarkedSet => {
    const marks = new Uint8Array(commits.length);
    const open = [positions.get(start)];
    let size = 0;
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (marks[next] === 1) continue;
      marks[next] = 1;
      size += 1;
      for (const parent of parentsOf[next] ?? []) if (marks[parent] === 0) open.push(parent);
    }
    const has = (commit: Oid): boolean => marks[positions.get(commit) ?? commits.length] === 1;
    const overlaps = (other: CommitSet): boolean => {
      const theirs = (other as MarkedSet).marks;
      return marks.some((mark, index) => mark === 1 && theirs[index] === 1);
    };
    return { marks, size, has, overlaps };
  };

  const parentsFirst = (head: Oid): readonly C[] => {
    const order: C[] = [];
    const state = new Uint8Array(commits.length); // 1: its parents are under way, 2: placed
    const open = [positions.get(head)];
    for (let next = open.at(-1); next !== undefined; next = open.at(-1)) {
      if (state[next] === 0) {
        state[next] = 1;
        for (const parent of parentsOf[next] ?? []) if (state[parent] === 0) open.push(parent);
        continue;
      }
      open.pop();
      const commit = commits[next];
      if (state[next] === 1 && commit !== undefined) order.push(commit);
      state[next] = 2;
    }
    return order;
  };

  return {
    commits,
    parentsFirst,
    get: (commit) => commits[positions.get(commit) ?? commits.length],
    ancestors: (commit) => {
      const known = remembered.get(commit) ?? walk(commit);
      remembered.set(commit, known);
      return known;
    },
  };
}
