import type { LoggedCommit } from "@signalbox/git";
import type { TaggedRelease } from "./history-tags.js";

/** The commits of one release: those it contains and no earlier release does. */
export interface ReleaseCommits {
  /** Null: in no release. */
  readonly release: TaggedRelease | null;
  /** Seconds since the epoch, of the release's commit. */
  readonly releasedAt: number | null;
  /** Newest first. */
  readonly commits: readonly LoggedCommit[];
}

interface Open extends ReleaseCommits {
  readonly commits: LoggedCommit[];
  /** Commits that are known to belong here, or to an earlier release, and have not come yet. */
  awaited: number;
}

/**
 * Sorts commits into releases while they come, children before parents: each goes to the earliest release that contains
 * it. A release is given as soon as no commit can belong to it any more and all newer ones are given, newest first.
 * One that comes before a child, because a clock was wrong, stays where it is, and is counted where that is too late.
 */
export function releaseSplitter(
  heads: readonly string[],
  tagged: ReadonlyMap<string, TaggedRelease>,
): {
  readonly take: (commits: readonly LoggedCommit[]) => readonly ReleaseCommits[];
  /** What is left when the log has ended: a range ends in the middle of a release. */
  readonly end: () => readonly ReleaseCommits[];
  readonly misplaced: () => number;
} {
  /**
   * Which release a commit belongs to, as a place in `releases`: the later, the earlier it was made. One that has come is
   * written `-1 - place`.
   */
  const places = new Map<number, number>(heads.map((head) => [shortOf(head), 0]));
  const releases: Open[] = [{ release: null, releasedAt: null, commits: [], awaited: places.size }];
  let [given, misplaced] = [0, 0];

  const take = (commit: LoggedCommit): void => {
    const key = shortOf(commit.commit);
    const known = places.get(key);
    let place = known !== undefined && known >= 0 ? known : 0;
    if (known !== undefined && known >= 0) awaited(known, -1);
    const release = tagged.get(commit.commit);
    if (release !== undefined) {
      place = releases.length;
      releases.push({ release, releasedAt: commit.committedAt, commits: [], awaited: 0 });
    }
    releases[place]?.commits.push(commit);
    places.set(key, -1 - place);
    for (const parent of commit.parents) {
      const parentKey = shortOf(parent);
      const before = places.get(parentKey);
      if (before !== undefined && before < 0) {
        if (-1 - before < place) misplaced += 1;
        continue;
      }
      if (before !== undefined && before >= place) continue;
      if (before !== undefined) awaited(before, -1);
      places.set(parentKey, place);
      awaited(place, 1);
    }
  };

  const awaited = (place: number, step: number): void => {
    const open = releases[place];
    if (open !== undefined) open.awaited += step;
  };

  const give = (isEnd: boolean): readonly ReleaseCommits[] => {
    const whole: ReleaseCommits[] = [];
    for (; given < releases.length; given += 1) {
      const open = releases[given];
      if (open === undefined || (!isEnd && open.awaited > 0)) break;
      // The unreleased ones are a release only when there are any.
      if (open.release !== null || open.commits.length > 0) whole.push(open);
      releases[given] = { ...open, commits: [] }; // the text of a whole history would stay in memory
    }
    return whole;
  };

  return {
    take: (commits) => {
      for (const commit of commits) take(commit);
      return give(false);
    },
    end: () => give(true),
    misplaced: () => misplaced,
  };
}

/** 52 bits tell commits apart, and the text of a whole log does not stay in memory with them. */
const shortOf = (oid: string): number => parseInt(oid.slice(0, 13), 16);
