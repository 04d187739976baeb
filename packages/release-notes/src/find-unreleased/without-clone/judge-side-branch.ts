import { commitGraph, type Oid, type ReleaseTag } from "@signalbox/git";
import type { RemoteRange } from "@signalbox/github";
import { type Asking, MOST_COMMITS, treeOf } from "./asking.js";
import type { Verdict } from "./choose-remotely.js";
import { inGitOrder } from "./git-order.js";

interface Case {
  /** A tag that is not on the mainline. */
  readonly tag: ReleaseTag;
  /** What the mainline has and the tag has not. */
  readonly range: RemoteRange;
  /** Releases below it, highest first. */
  readonly lower: readonly ReleaseTag[];
}

/** A branch without a change of its own has the tree of a commit of the mainline: looked for so far back. */
const NEAR = 100;

/** Judges a tag on a side branch. Null: it does not count. */
export async function judgeSideBranch(asking: Asking, { tag, range, lower }: Case): Promise<Verdict | null> {
  const { head } = asking.mainline;
  const inside = new Set(range.commits.map(({ commit }) => commit));
  const isBehind = (oid: Oid): boolean => !inside.has(oid);
  const ordered = inGitOrder(range.commits, [head.commit]);
  const twin = ordered.findLast(({ tree }) => tree === range.base.tree);
  if (twin !== undefined) {
    const before = commitGraph(range.commits).ancestors(twin.commit);
    const isReleased = (oid: Oid): boolean => isBehind(oid) || before.has(oid);
    // What the tag has alone is not asked: nothing is decided by it any more.
    return { standing: "same-tree", equal: twin.commit, isReleased, own: new Set(), undecided: [] };
  }

  const [side, near] = await Promise.all([ownSide(asking, tag), nearHistory(asking, tag)]);
  const own = new Set(side?.commits.map(({ commit }) => commit));
  const known = { own, undecided: [] };
  const older = near.commits.find(({ commit, tree }) => tree === range.base.tree && !own.has(commit));
  if (older !== undefined && side?.isComplete === true)
    return { ...known, standing: "same-tree", equal: older.commit, isReleased: isBehind };

  const merged = mergedBy(range);
  if (merged !== null) {
    const isReleased = (oid: Oid): boolean => isBehind(oid) || merged.includes(oid);
    return { ...known, standing: "same-patch", equal: merged.length === 1 ? (merged[0] ?? null) : null, isReleased };
  }

  const hasNothing = (commits: RemoteRange["commits"]): boolean => commits.every(({ parents }) => parents.length !== 1);
  const isSettled = side?.isComplete === true && (hasNothing(side.commits) || hasNothing(range.commits));
  const contains = isSettled ? containsEarlier(asking, range, lower) : null;
  if (contains === false) return null;
  const doubt = `whether the changes of ${tag.tag}, which is not on ${asking.mainline.name}, are there in another form; listed is all that it does not have in its history`;
  const undecided = contains === null ? [doubt] : [];
  return { own, standing: "ahead", equal: null, isReleased: isBehind, undecided };
}

/** What the tag has and the mainline has not. */
const ownSide = ({ history, location, mainline, options }: Asking, tag: ReleaseTag) =>
  history.range(
    location,
    {
      base: { ref: `refs/heads/${mainline.name}`, commit: mainline.head.commit },
      head: tag.commit,
      limit: MOST_COMMITS,
    },
    options,
  );

const nearHistory = ({ history, location, options }: Asking, tag: ReleaseTag) =>
  history.commits(location, { head: tag.commit, limit: NEAR }, options);

/** The mainline's commits that the merge of a pull request with this head made: one by squashing, several by rebasing. */
function mergedBy({ mergedHeads, commits }: RemoteRange): readonly Oid[] | null {
  for (const { number, mergeCommit } of mergedHeads) {
    const made = commits.filter(
      ({ commit, parents, pullRequest }) =>
        parents.length === 1 && (commit === mergeCommit || pullRequest?.number === number),
    );
    if (made.some(({ commit }) => commit === mergeCommit)) return made.map(({ commit }) => commit);
  }
  return null;
}

/**
 * Is the release before it in the tag's history? That is the first lower one that is on the mainline, or has the content
 * of something there. Null: not known.
 */
function containsEarlier(asking: Asking, { commits }: RemoteRange, lower: readonly ReleaseTag[]): boolean | null {
  const inside = new Set(commits.map(({ commit }) => commit));
  const trees = new Set(commits.map(({ tree }) => tree));
  for (const tag of lower) {
    if (inside.has(tag.commit)) return false;
    if (trees.has(treeOf(asking, tag) ?? "")) return null;
  }
  return true;
}
