import type { Commit, Oid } from "../ports.js";
import type { CommitGraph, CommitSet } from "./commit-graph.js";
import type { ReleaseTag } from "./release-tags.js";
import { commitsOfOneSide, samePatches, type PatchIds } from "./same-patches.js";

/**
 * Why a tag counts as a release of the mainline. `reachable`: it is on it. `same-tree`: a commit of the mainline has the
 * same content (a pull request's head was tagged and then squash-merged). `same-patch`: the mainline has the same
 * changes, commit by commit or as one. `ahead`: on a side branch, but it contains the release before it, so what it
 * took from the mainline is released; its own commits are not on the mainline.
 */
export type ReleaseStanding = "reachable" | "same-tree" | "same-patch" | "ahead";

export interface ChosenRelease {
  readonly tag: ReleaseTag;
  readonly commit: Commit;
  readonly standing: ReleaseStanding;
  /** The mainline's commit with the same content, for `same-tree` and a squash found by its patch. */
  readonly equal: Oid | null;
  /** Is a commit of the mainline in this release? */
  readonly isReleased: (commit: Oid) => boolean;
}

/** The state of the search: `undecided` are higher than `settled` and not on the mainline. */
export interface Shortlist {
  readonly settled: ChosenRelease | null;
  readonly undecided: readonly ReleaseTag[];
  /** Higher tags that share no history with the branch. */
  readonly elsewhere: readonly ReleaseTag[];
}

/** Walks down from the highest version to the first one that ancestry or an equal tree settles. `releases`: highest first. */
export function shortlist(graph: CommitGraph, head: Oid, releases: readonly ReleaseTag[]): Shortlist {
  const mainline = graph.ancestors(head);
  const undecided: ReleaseTag[] = [];
  const elsewhere: ReleaseTag[] = [];
  for (const tag of releases) {
    const commit = graph.get(tag.commit);
    if (commit === undefined) continue;
    if (mainline.has(tag.commit)) {
      const own = graph.ancestors(tag.commit);
      const settled: ChosenRelease = {
        tag,
        commit,
        standing: "reachable",
        equal: null,
        isReleased: (oid) => own.has(oid),
      };
      return { settled, undecided, elsewhere };
    }
    const equal = sameTree(graph, mainline, commit);
    if (equal !== null) {
      const [own, twin] = [graph.ancestors(tag.commit), graph.ancestors(equal)];
      const isReleased = (oid: Oid): boolean => own.has(oid) || twin.has(oid);
      return { settled: { tag, commit, standing: "same-tree", equal, isReleased }, undecided, elsewhere };
    }
    (graph.ancestors(tag.commit).overlaps(mainline) ? undecided : elsewhere).push(tag);
  }
  return { settled: null, undecided, elsewhere };
}

/**
 * Judges one undecided tag; `ids` are the patch ids of `patchQuestions`. Null: it does not count. `mayBeAhead`: a side
 * branch that contains the earlier release is enough.
 */
export function judgeUndecided(
  graph: CommitGraph,
  head: Oid,
  question: {
    readonly tag: ReleaseTag;
    readonly settled: ChosenRelease | null;
    readonly ids: PatchIds;
    readonly mayBeAhead: boolean;
  },
): ChosenRelease | null {
  const { tag, settled, ids, mayBeAhead } = question;
  const commit = graph.get(tag.commit);
  if (commit === undefined) return null;
  const own = graph.ancestors(tag.commit);
  const sides = commitsOfOneSide(graph, tag.commit, head);
  const same = samePatches(sides, ids);
  const isReleased = (oid: Oid): boolean => own.has(oid) || same.onMainline.has(oid);
  if (same.complete) return { tag, commit, standing: "same-patch", equal: same.squash, isReleased };
  if (!mayBeAhead) return null;
  const earlier = settled === null ? null : (settled.equal ?? settled.tag.commit);
  return earlier === null || own.has(earlier) ? { tag, commit, standing: "ahead", equal: null, isReleased } : null;
}

// A branch without a change of its own has the tree of commits long before it: the first equal commit that the tag does
// not already contain is the squash, and only when there is none the newest one that it contains.
function sameTree(graph: CommitGraph, mainline: CommitSet, commit: Commit): Oid | null {
  const own = graph.ancestors(commit.commit);
  let after: Oid | null = null;
  let before: Oid | null = null;
  for (const { commit: oid, tree } of graph.commits) {
    if (tree !== commit.tree || !mainline.has(oid)) continue;
    if (own.has(oid)) before ??= oid;
    else after = oid;
  }
  return after ?? before;
}
