import type { Commit, ComparedCommit, Comparison, Oid } from "@signalbox/git";
import { type Change, changeOf, type ContainedChange } from "./comparison.js";
import type { Squash } from "./find-squashes.js";

export interface SplitRange {
  /** The commits behind `changes`, oldest first. */
  readonly fresh: readonly Commit[];
  readonly alreadyContained: readonly ContainedChange[];
  readonly behind: readonly Change[];
}

/** Sorts a range into what is new, what the target has in another form, and what only the target has. Pure. */
export function splitRange(sides: Comparison, squashes: readonly Squash[]): SplitRange {
  const plain = (side: readonly ComparedCommit[]) => side.filter(({ parents }) => parents.length < 2).toReversed();
  const broughtBy = containment(sides.onlyRight, squashes);
  const squashCommits = new Set(squashes.map(({ by }) => by));
  const source = plain(sides.onlyRight);
  return {
    fresh: source.filter(({ commit, equivalent }) => !equivalent && !broughtBy.has(commit)),
    alreadyContained: source
      .filter(({ commit, equivalent }) => equivalent || broughtBy.has(commit))
      .map((commit) => {
        const by = broughtBy.get(commit.commit);
        return by === undefined ? changeOf(commit) : { ...changeOf(commit), by };
      }),
    behind: plain(sides.onlyLeft)
      .filter(({ commit, equivalent }) => !equivalent && !squashCommits.has(commit))
      .map(changeOf),
  };
}

/** Every commit of the source that is in a squash, with the squash that brought it first. */
function containment(source: readonly ComparedCommit[], squashes: readonly Squash[]): ReadonlyMap<Oid, Oid> {
  const byOid = new Map(source.map((commit) => [commit.commit, commit]));
  const brought = new Map<Oid, Oid>();
  for (const { by, upTo } of squashes) {
    const open = [upTo];
    for (let oid = open.pop(); oid !== undefined; oid = open.pop()) {
      const commit = byOid.get(oid);
      if (commit === undefined || brought.has(oid)) continue;
      brought.set(oid, by);
      open.push(...commit.parents);
    }
  }
  return brought;
}
