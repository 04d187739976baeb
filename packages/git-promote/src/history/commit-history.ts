import type { Commit, Oid } from "@signalbox/git";

/** A commit's place in a history: parents have lower places than their children. */
export type Place = number;

/** One byte a commit, 1 where it belongs to the set. */
export type CommitMarks = Uint8Array;

/** Commits in an order in which every parent comes before its children, so that a walk knows when to stop. */
export interface CommitHistory {
  readonly size: number;
  /** Null when the commit is not in this history. */
  placeOf(commit: Oid): Place | null;
  at(place: Place): Commit;
  parentsOf(place: Place): readonly Place[];
  /** The commits reachable from any of `heads`, the heads among them. */
  reach(heads: readonly Place[]): CommitMarks;
  /** Reachable from `head` and not marked, newest place first. Nothing behind a marked commit is looked at. */
  beyond(head: Place, marked: CommitMarks): readonly Place[];
  /** True for a commit and itself. */
  isAncestor(earlier: Place, later: Place): boolean;
  /** The other commits with the same files, oldest first. */
  sameTree(place: Place): readonly Place[];
}

/** Orders commits as they are listed by `listCommits`. A parent that was not listed (a shallow edge) ends a walk. */
export function commitHistory(listed: readonly Commit[]): CommitHistory {
  const commits = parentsFirst(listed);
  const places = new Map(commits.map(({ commit }, place) => [commit, place]));
  const parents = commits.map((commit) =>
    commit.parents.map((parent) => places.get(parent)).filter((place) => place !== undefined),
  );

  const walk = (heads: readonly Place[], marks: CommitMarks, visit: (place: Place) => void): void => {
    const open = heads.filter((head) => marks[head] === 0);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (marks[next] !== 0) continue;
      marks[next] = 1;
      visit(next);
      for (const parent of parents[next] ?? []) if (marks[parent] === 0) open.push(parent);
    }
  };
  // One array for all walks, with the number of the walk for a mark: a fresh set for each would cost more than the walk.
  const seen = new Int32Array(commits.length);
  let walks = 0;
  const isAncestor = (earlier: Place, later: Place): boolean => {
    walks += 1;
    const open = [later];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === earlier) return true;
      for (const parent of parents[next] ?? []) {
        if (parent < earlier || seen[parent] === walks) continue;
        seen[parent] = walks;
        open.push(parent);
      }
    }
    return false;
  };
  let byTree: ReadonlyMap<Oid, readonly Place[]> | null = null;

  return {
    size: commits.length,
    sameTree: (place) => {
      byTree ??= placesByTree(commits);
      const all = byTree.get((commits[place] as Commit).tree) ?? [];
      return all.length < 2 ? [] : all.filter((other) => other !== place);
    },
    placeOf: (commit) => places.get(commit) ?? null,
    at: (place) => commits[place] as Commit,
    parentsOf: (place) => parents[place] ?? [],
    isAncestor,
    reach: (heads) => {
      const marks = new Uint8Array(commits.length);
      walk(heads, marks, () => undefined);
      return marks;
    },
    beyond: (head, marked) => {
      const found: Place[] = [];
      walk([head], Uint8Array.from(marked), (place) => found.push(place));
      return found.sort((a, b) => b - a);
    },
  };
}

function placesByTree(commits: readonly Commit[]): ReadonlyMap<Oid, readonly Place[]> {
  const places = new Map<Oid, Place[]>();
  for (const [place, { tree }] of commits.entries()) {
    const known = places.get(tree);
    if (known === undefined) places.set(tree, [place]);
    else known.push(place);
  }
  return places;
}

/** git lists newest first, but clocks differ: a parent may stand before its child. */
function parentsFirst(listed: readonly Commit[]): readonly Commit[] {
  const index = new Map(listed.map(({ commit }, at) => [commit, at]));
  const state = new Uint8Array(listed.length); // 1: its parents are under way, 2: placed
  const order: Commit[] = [];
  for (let start = listed.length - 1; start >= 0; start -= 1) {
    const open = [start];
    for (let next = open.at(-1); next !== undefined; next = open.at(-1)) {
      const commit = listed[next] as Commit;
      if (state[next] === 0) {
        state[next] = 1;
        for (const parent of commit.parents) {
          const at = index.get(parent);
          if (at !== undefined && state[at] === 0) open.push(at);
        }
        continue;
      }
      open.pop();
      if (state[next] === 1) order.push(commit);
      state[next] = 2;
    }
  }
  return order;
}
