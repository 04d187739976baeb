import type { ChosenRelease, Oid, ReleaseTag } from "@signalbox/git";
import type { RemoteCommit, RemoteRange } from "@signalbox/github";
import { apart, type Asking, MOST_COMMITS } from "./asking.js";
import { judgeSideBranch } from "./judge-side-branch.js";

/** The latest release as far as it can be told without a clone. */
export interface RemoteChoice {
  readonly latest: ChosenRelease | null;
  /** Higher versions that are not of this branch. Highest first. */
  readonly elsewhere: readonly ReleaseTag[];
  /** Commits of the mainline that the latest release does not have in its history; all of them without one. */
  readonly commits: readonly RemoteCommit[];
  /** Commits of the latest release that the mainline has not. */
  readonly own: ReadonlySet<Oid>;
  /** What is not known: ends of the sentence "Without a clone it is not known …". */
  readonly undecided: readonly string[];
}

/** Tags that are passed over before it is given up. */
const MOST_TAGS = 8;

/**
 * The highest release that is on the mainline, or equal to something there. By the rules of `readReleases`; what these
 * decide by comparing changes is here decided by the merged pull request, or not at all.
 */
export async function chooseRemotely(asking: Asking, releases: readonly ReleaseTag[]): Promise<RemoteChoice> {
  const { head } = asking.mainline;
  const elsewhere: ReleaseTag[] = [];
  for (const [index, tag] of releases.slice(0, MOST_TAGS).entries()) {
    const range = tag.commit === head.commit ? nothing(head) : await rangeSince(asking, tag);
    const verdict =
      range === null
        ? null
        : range.behindBy === 0
          ? reachable(range)
          : await judgeSideBranch(asking, { tag, range, lower: releases.slice(index + 1) });
    if (range === null || verdict === null) {
      elsewhere.push(tag);
      continue;
    }
    const { standing, equal, isReleased, own, undecided } = verdict;
    const latest: ChosenRelease = { tag, commit: range.base, standing, equal, isReleased };
    return { latest, elsewhere, commits: range.commits, own, undecided: [...undecided, ...cutShort(range)] };
  }
  const { commits, isComplete, missingPaths } = await asking.history.commits(
    asking.location,
    { head: head.commit, paths: asking.paths, limit: MOST_COMMITS },
    asking.options,
  );
  const tooMany = releases.length > MOST_TAGS ? [`whether one of the lower tags is on ${asking.mainline.name}`] : [];
  const undecided = [...tooMany, ...cutShort({ commits, isComplete, missingPaths })];
  return { latest: null, elsewhere, commits, own: new Set(), undecided };
}

/** Why a tag counts, and what of the mainline it has. */
export interface Verdict extends Pick<ChosenRelease, "standing" | "equal" | "isReleased"> {
  readonly own: ReadonlySet<Oid>;
  readonly undecided: readonly string[];
}

function reachable({ commits }: RemoteRange): Verdict {
  const inside = new Set(commits.map(({ commit }) => commit));
  const isReleased = (oid: Oid): boolean => !inside.has(oid);
  return { standing: "reachable", equal: null, isReleased, own: new Set(), undecided: [] };
}

const rangeSince = ({ history, location, mainline, paths, options }: Asking, tag: ReleaseTag) =>
  history.range(location, { ...apart(tag, mainline.head.commit), paths, limit: MOST_COMMITS }, options);

/** The range of a tag that is the head itself, which needs no question. */
const nothing = (base: RemoteCommit): RemoteRange => ({
  base,
  mergedHeads: [],
  aheadBy: 0,
  behindBy: 0,
  commits: [],
  isComplete: true,
  missingPaths: [],
});

function cutShort({ commits, isComplete, missingPaths }: Pick<RemoteRange, "commits" | "isComplete" | "missingPaths">) {
  const cut = isComplete ? [] : [`what there is besides the ${commits.length} commits that were read`];
  const gone = missingPaths.map((path) => `what has changed below ${path}, which is not there now`);
  return [...cut, ...gone];
}
