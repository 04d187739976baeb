import type { Commit, Oid } from "../ports.js";
import type { CommitGraph } from "./commit-graph.js";

/** Patch ids by `from..to`; see `pairKey`. */
export type PatchIds = ReadonlyMap<string, string | null>;

export interface PatchPair {
  readonly from: Oid;
  readonly to: Oid;
}

export const pairKey = (pair: PatchPair): string => `${pair.from}..${pair.to}`;

/** What a side branch and the mainline each have alone, without merges and root commits. */
export interface Sides {
  readonly own: readonly Commit[];
  readonly mainline: readonly Commit[];
  /** Where the side branch begins; null when it begins in several places. */
  readonly fork: Oid | null;
  readonly tip: Oid;
}

export function commitsOfOneSide(graph: CommitGraph, tip: Oid, head: Oid): Sides {
  const [left, right] = [graph.ancestors(tip), graph.ancestors(head)];
  const own: Commit[] = [];
  const mainline: Commit[] = [];
  const edges = new Set<Oid>();
  for (const commit of graph.commits) {
    const oid = commit.commit;
    if (left.has(oid) && !right.has(oid)) {
      if (commit.parents.length === 1) own.push(commit);
      for (const parent of commit.parents) if (right.has(parent)) edges.add(parent);
    }
    if (right.has(oid) && !left.has(oid) && commit.parents.length === 1) mainline.push(commit);
  }
  const forks = [...edges].filter(
    (edge) => ![...edges].some((other) => other !== edge && graph.ancestors(other).has(edge)),
  );
  return { own, mainline, fork: forks.length === 1 ? (forks[0] ?? null) : null, tip };
}

/** The differences to compare: every commit alone, and the side branch as one. Empty when one side has nothing. */
export function patchQuestions(sides: Sides): readonly PatchPair[] {
  if (sides.own.length === 0 || sides.mainline.length === 0) return [];
  const whole = sides.fork === null ? [] : [{ from: sides.fork, to: sides.tip }];
  return [...whole, ...[...sides.own, ...sides.mainline].map(pairOf)];
}

export interface SamePatches {
  /** Everything of the side branch is on the mainline too. */
  readonly complete: boolean;
  /** The mainline's commit that has the side branch as one. */
  readonly squash: Oid | null;
  /** Commits of the mainline whose change is on the side branch too. */
  readonly onMainline: ReadonlySet<Oid>;
}

export function samePatches(sides: Sides, ids: PatchIds): SamePatches {
  const idOf = (pair: PatchPair): string | null => ids.get(pairKey(pair)) ?? null;
  const whole = sides.fork === null ? null : idOf({ from: sides.fork, to: sides.tip });
  // Oldest last in the graph's order: the first squash is the one that merged the branch.
  const squash = whole === null ? undefined : sides.mainline.findLast((commit) => idOf(pairOf(commit)) === whole);
  const ownIds = sides.own.map((commit) => idOf(pairOf(commit))).filter((id) => id !== null);
  const onMainline = sides.mainline.filter((commit) => ownIds.includes(idOf(pairOf(commit)) ?? ""));
  const found = new Set(onMainline.map((commit) => idOf(pairOf(commit))));
  const everyCommit = ownIds.length > 0 && ownIds.every((id) => found.has(id));
  const commits = onMainline.map((commit) => commit.commit);
  return {
    complete: squash !== undefined || everyCommit,
    squash: squash?.commit ?? null,
    onMainline: new Set(squash === undefined ? commits : [...commits, squash.commit]),
  };
}

const pairOf = (commit: Commit): PatchPair => ({ from: commit.parents[0] ?? commit.commit, to: commit.commit });
