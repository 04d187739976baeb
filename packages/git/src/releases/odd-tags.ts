import type { Descent, Oid } from "../ports.js";
import type { CommitGraph } from "./commit-graph.js";
import type { ReleaseTag } from "./release-tags.js";
import { compareVersions } from "./version.js";

export interface LowerTag {
  readonly tag: ReleaseTag;
  /** A higher version in the tag's own history. */
  readonly earlier: ReleaseTag;
}

/** `git describe --tags` looks at this many tags and no more (its `--candidates` default). */
const CANDIDATES = 10;

/**
 * The tag that `git describe --tags` finds: the one with the fewest commits between itself and `head`; on one commit an
 * annotated tag first, then the first by name.
 */
export function findNearest(graph: CommitGraph, head: Oid, releases: readonly ReleaseTag[]): ReleaseTag | null {
  const mainline = graph.ancestors(head);
  const tagsAt = groupByCommit(releases);
  const met = graph.commits
    .map(({ commit }) => commit)
    .filter((oid) => tagsAt.has(oid) && mainline.has(oid))
    .slice(0, CANDIDATES);
  // A tag before another tag has more commits between: only the outermost need counting.
  const outermost = met.filter((oid) => !met.some((other) => other !== oid && graph.ancestors(other).has(oid)));
  const depth = (oid: Oid): number => mainline.size - graph.ancestors(oid).size;
  const [nearest] = outermost.sort((a, b) => depth(a) - depth(b));
  return nearest === undefined ? null : describedAt(tagsAt.get(nearest) ?? []);
}

/** Of the tags of one commit, the one that `git describe --tags` names. */
export const describedAt = (tags: readonly ReleaseTag[]): ReleaseTag | null => tags.toSorted(describeOrder)[0] ?? null;

/** Tags of the branch with a higher one in their history, newest mistakes last. */
export function listLowerTags(
  graph: Pick<CommitGraph<Descent>, "parentsFirst">,
  head: Oid,
  releases: readonly ReleaseTag[],
): readonly LowerTag[] {
  const tagsAt = groupByCommit(releases);
  const highest = new Map<Oid, ReleaseTag>();
  const lower: LowerTag[] = [];
  for (const { commit, parents } of graph.parentsFirst(head)) {
    const before = highestOf(parents.map((parent) => highest.get(parent)));
    const here = tagsAt.get(commit) ?? [];
    for (const tag of here) {
      if (before !== undefined && compareVersions(tag.version, before.version) < 0)
        lower.push({ tag, earlier: before });
    }
    const now = highestOf([before, ...here]);
    if (now !== undefined) highest.set(commit, now);
  }
  return lower;
}

/** Groups of tags on one commit, by commit. */
export function groupByCommit(releases: readonly ReleaseTag[]): ReadonlyMap<Oid, readonly ReleaseTag[]> {
  const groups = new Map<Oid, ReleaseTag[]>();
  for (const tag of releases) groups.set(tag.commit, [...(groups.get(tag.commit) ?? []), tag]);
  return groups;
}

function highestOf(tags: readonly (ReleaseTag | undefined)[]): ReleaseTag | undefined {
  let highest: ReleaseTag | undefined;
  for (const tag of tags) {
    if (tag !== undefined && (highest === undefined || compareVersions(tag.version, highest.version) > 0))
      highest = tag;
  }
  return highest;
}

const describeOrder = (a: ReleaseTag, b: ReleaseTag): number =>
  Number(b.annotated) - Number(a.annotated) || (a.tag < b.tag ? -1 : 1);
