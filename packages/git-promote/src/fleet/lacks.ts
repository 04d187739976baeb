import type { CommitHistory, Place } from "../history/commit-history.js";
import type { Equivalence } from "../history/equivalence.js";
import type { ComponentView, PlacedBranch, PlacedTag, RepositoryView } from "./repository-view.js";

/** What one point of the history has and another has not. */
export interface Missing {
  /** Every commit, newest first, merges among them. */
  readonly lacking: readonly Place[];
  /** The commit that lacks them. */
  readonly target: Place;
  /** The commit that has them. */
  readonly from: Place;
}

export interface UnmergedBranch extends Missing {
  readonly branch: PlacedBranch;
}

export interface TagOffMainline extends Missing {
  readonly tag: PlacedTag;
}

export interface LostRelease extends Missing {
  readonly tag: PlacedTag;
  readonly previous: PlacedTag;
}

/** Everything of a component that is not where it should be, by ids alone. */
export interface Lacks {
  readonly branches: readonly UnmergedBranch[];
  readonly tags: readonly TagOffMainline[];
  readonly releases: readonly LostRelease[];
}

export function lacksOf(view: RepositoryView, component: ComponentView, odd: ReadonlySet<PlacedTag>): Lacks {
  const releases = component.releases.filter((tag) => !odd.has(tag));
  return {
    branches: unmergedBranches(view.history, component),
    tags: tagsOffMainline(view, component),
    releases: lostReleases(view, releases),
  };
}

/** Release branches with commits that the mainline does not have. */
export function unmergedBranches(
  history: CommitHistory,
  { mainline, onMainline, releaseBranches, patchBranches }: ComponentView,
): readonly UnmergedBranch[] {
  if (mainline === null) return [];
  return [...releaseBranches, ...patchBranches].flatMap((branch) => {
    const lacking = history.beyond(branch.place, onMainline);
    return lacking.length === 0 ? [] : [{ branch, lacking, from: branch.place, target: mainline.place }];
  });
}

function tagsOffMainline({ history }: RepositoryView, { mainline, onMainline, releases }: ComponentView) {
  if (mainline === null) return [];
  return releases.flatMap((tag) => {
    const lacking = history.beyond(tag.place, onMainline);
    return lacking.length === 0 ? [] : [{ tag, lacking, from: tag.place, target: mainline.place }];
  });
}

/** Releases without one that came before them: the previous version, and the last one of the line before. */
function lostReleases({ history }: RepositoryView, releases: readonly PlacedTag[]): readonly LostRelease[] {
  const told = new Set<string>();
  return releases.flatMap((tag, index) => {
    const lost: LostRelease[] = [];
    for (const previous of earlierOf(history, releases, index)) {
      const key = `${previous.ref} ${tag.version.major}.${tag.version.minor}`;
      const isTold = told.has(key) || lost.some((other) => history.isAncestor(previous.place, other.from));
      if (isTold || history.isAncestor(previous.place, tag.place)) continue;
      told.add(key);
      const lacking = history.beyond(previous.place, history.reach([tag.place]));
      lost.push({ tag, previous, lacking, from: previous.place, target: tag.place });
    }
    return lost;
  });
}

/** Below a version and not newer by its commit: the highest of all, and the highest of another line. */
function earlierOf(history: CommitHistory, releases: readonly PlacedTag[], index: number): readonly PlacedTag[] {
  const tag = releases[index] as PlacedTag;
  const { major, minor } = tag.version;
  const found: PlacedTag[] = [];
  for (let below = index - 1; below >= 0; below -= 1) {
    const other = releases[below] as PlacedTag;
    if (history.at(other.place).committedAt > history.at(tag.place).committedAt) continue;
    const isSameLine = other.version.major === major && other.version.minor === minor;
    if (found.length === 0 || !isSameLine) found.push(other);
    if (!isSameLine) break;
  }
  return found;
}

/** What of it is really missing: without merges, and without what is there in another form. */
export interface Settled {
  /** Newest first. */
  readonly missing: readonly Place[];
  /** There under another id: `by` is a cherry-pick of it, or the squash that brought it. */
  readonly equivalent: readonly { readonly commit: Place; readonly by: Place }[];
}

export function settle(history: CommitHistory, lack: Missing, equivalence: Equivalence): Settled {
  const changes = lack.lacking.filter((place) => history.parentsOf(place).length < 2);
  const equivalent = changes.flatMap((commit) => {
    const by = equivalence.broughtBy(commit, lack.target);
    return by === null ? [] : [{ commit, by }];
  });
  const known = new Set(equivalent.map(({ commit }) => commit));
  return { missing: changes.filter((place) => !known.has(place)), equivalent };
}

/** `v1.18.3`, `Release 1.18.3`, `chore(release): 1.18.3`: the commit that a release tool makes. */
const VERSION_SUBJECT = /^(?:\w+(?:\([\w-]+\))?!?: ?)?(?:bump |release |version |to )*v?\d+(?:\.\d+){2}\S*$/i;

/** Commits without those that only write a version: every line has its own. */
export const withoutVersionCommits = (history: CommitHistory, places: readonly Place[]): readonly Place[] =>
  places.filter((place) => !VERSION_SUBJECT.test(history.at(place).subject));
