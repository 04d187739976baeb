import { type Commit, type Ref, type ReleaseTag, sortReleaseTags } from "@signalbox/git";
import { type CommitHistory, commitHistory, type CommitMarks, type Place } from "../history/commit-history.js";
import type { ReleaseComponent } from "./component.js";
import { oddBranch } from "../release-lines/odd-branches.js";
import {
  DEFAULT_RELEASE_BRANCHES,
  lineOf,
  type ReleaseBranch,
  releaseBranches,
} from "../release-lines/release-branches.js";
import { findBranch, shortName } from "../resolve-branch.js";

/** A tag that names a version, and the place of its commit. */
export interface PlacedTag extends ReleaseTag {
  readonly ref: string;
  readonly place: Place;
}

export interface PlacedBranch extends ReleaseBranch {
  readonly place: Place;
}

/** What one component has in a repository. */
export interface ComponentView {
  readonly component: ReleaseComponent;
  readonly mainline: { readonly branch: string; readonly place: Place } | null;
  /** Reachable from the mainline; nothing when there is none. */
  readonly onMainline: CommitMarks;
  /** Lowest version first; of two tags with one version, the well-written one last. */
  readonly releases: readonly PlacedTag[];
  /** Lowest line first. */
  readonly releaseBranches: readonly PlacedBranch[];
  /** Branches named like a release, `12.0.2`: release branches in all but their name. */
  readonly patchBranches: readonly PlacedBranch[];
}

/** A repository, read once: everything that rules ask is answered from here. */
export interface RepositoryView {
  readonly name: string;
  /** Where it was read, credentials removed. */
  readonly repository: string;
  readonly refs: readonly Ref[];
  readonly history: CommitHistory;
  /** Reachable from a branch, and of one history with the mainline: a foreign branch makes nothing its own. */
  readonly own: CommitMarks;
  /** Of one history with the mainline, however far away. */
  readonly related: CommitMarks;
  readonly components: readonly ComponentView[];
}

export interface ReadRepository {
  readonly name: string;
  readonly repository: string;
  readonly refs: readonly Ref[];
  /** Every commit behind a branch or tag. */
  readonly commits: readonly Commit[];
  /** The full name that the remote gives its default branch. */
  readonly mainline: string | null;
  readonly components: readonly ReleaseComponent[];
}

export function repositoryView(read: ReadRepository): RepositoryView {
  const { name, repository, refs, components } = read;
  const history = commitHistory(read.commits);
  const placeOf = (ref: Ref | undefined): Place | null => (ref === undefined ? null : history.placeOf(ref.commit));
  const heads = refs.flatMap((ref) => (ref.name.startsWith("refs/heads/") ? [placeOf(ref) ?? []].flat() : []));
  const onBranches = history.reach(heads);
  const main = placeOf(refs.find((ref) => ref.name === read.mainline));
  const related = main === null ? new Uint8Array(history.size).fill(1) : relatedTo(history, main);
  return {
    name,
    repository,
    refs,
    history,
    related,
    own: onBranches.map((mark, place) => mark & (related[place] ?? 0)),
    components: components.map((component) => componentView(component, refs, history, read.mainline)),
  };
}

function componentView(
  component: ReleaseComponent,
  refs: readonly Ref[],
  history: CommitHistory,
  named: string | null,
): ComponentView {
  const wanted = component.mainline ?? named?.replace(/^refs\/heads\//, "");
  const head = wanted === undefined ? null : findBranch(refs, wanted);
  const at = head === null ? null : history.placeOf(head.commit);
  const mainline = at === null || wanted === undefined ? null : { branch: wanted, place: at };
  const { tagPattern, stream } = component;
  const placed = <T extends { readonly commit: string }>(line: T): (T & { readonly place: Place })[] => {
    const place = history.placeOf(line.commit);
    return place === null ? [] : [{ ...line, place }];
  };
  return {
    component,
    mainline,
    onMainline: history.reach(at === null ? [] : [at]),
    releases: sortReleaseTags(refs, { tagPattern, stream })
      .releases.flatMap(placed)
      .map((tag) => ({ ...tag, ref: `refs/tags/${tag.tag}` }))
      .reverse(),
    releaseBranches: releaseBranches(refs, component.releaseBranchPattern).flatMap(placed),
    patchBranches: patchBranches(refs, component.releaseBranchPattern).flatMap(placed),
  };
}

function patchBranches(refs: readonly Ref[], pattern = DEFAULT_RELEASE_BRANCHES): readonly ReleaseBranch[] {
  return refs.flatMap(({ name, commit }): ReleaseBranch[] => {
    const branch = shortName(name);
    const odd = name.startsWith("refs/heads/") ? oddBranch(branch, [pattern]) : null;
    const line = odd?.kind === "patch-number" ? lineOf(odd.stem) : null;
    return line === null ? [] : [{ ref: name, branch, commit, line }];
  });
}

/** The commits that are connected with one, whichever way the edges run. */
function relatedTo(history: CommitHistory, start: Place): CommitMarks {
  const parent = Int32Array.from({ length: history.size }, (_, place) => place);
  const rootOf = (place: Place): Place => {
    let root = place;
    while (parent[root] !== root) root = parent[root] ?? root;
    for (let next = place; next !== root;) {
      const above = parent[next] ?? root;
      parent[next] = root;
      next = above;
    }
    return root;
  };
  for (let place = 0; place < history.size; place += 1)
    for (const other of history.parentsOf(place)) parent[rootOf(place)] = rootOf(other);
  const root = rootOf(start);
  return Uint8Array.from({ length: history.size }, (_, place) => (rootOf(place) === root ? 1 : 0));
}
