import { commitGraph, describedAt, groupByCommit, type Oid, type ReleaseTag } from "@signalbox/git";
import { apart, type Asking, dateOf, MOST_COMMITS } from "./asking.js";
import type { RemoteChoice } from "./choose-remotely.js";
import { inGitOrder } from "./git-order.js";

/** `git describe --tags` looks at this many tags and no more (its `--candidates` default). */
const CANDIDATES = 10;
/** How often as many distances are asked for before it is given up. */
const MOST_ROUNDS = 2;

/** The tag that `git describe --tags` finds; undefined when that cannot be told. */
export async function nearestRemotely(
  asking: Asking,
  choice: RemoteChoice,
  releases: readonly ReleaseTag[],
): Promise<ReleaseTag | null | undefined> {
  const tagsAt = groupByCommit(releases);
  const { latest, commits } = choice;
  const inside = nearestInside(asking, choice, [...tagsAt.keys()]);
  if (inside !== null) return describedAt(tagsAt.get(inside) ?? []);
  const isOnMainline = latest?.standing === "reachable";
  if (isOnMainline && !commits.some(({ commit }) => tagsAt.has(commit)))
    return describedAt(tagsAt.get(latest.tag.commit) ?? []);
  if (latest === null && commits.length > 0) return null; // the whole mainline was read, and no tag is in it
  const nearest = await nearestByDistance(asking, releases, choice.own);
  return nearest === null ? null : nearest === undefined ? undefined : describedAt(tagsAt.get(nearest) ?? []);
}

/**
 * The nearest of the tags that are among the commits after the latest release. One that has everything in its history
 * from which these commits begin is nearer than all tags before them; of others the distance is not known.
 */
function nearestInside(asking: Asking, { commits, latest }: RemoteChoice, tagged: readonly Oid[]): Oid | null {
  const graph = commitGraph(commits);
  const inside = inGitOrder(commits, [asking.mainline.head.commit, ...tagged])
    .map(({ commit }) => commit)
    .filter((oid) => tagged.includes(oid))
    .slice(0, CANDIDATES);
  if (inside.length === 0 || latest === null) return latest === null ? (inside[0] ?? null) : null;
  const entrances = commits.flatMap(({ commit, parents }) =>
    parents.filter((parent) => graph.get(parent) === undefined).map((parent) => ({ commit, parent })),
  );
  const outside = new Set(entrances.map(({ parent }) => parent));
  const measured = inside.map((oid) => {
    const own = graph.ancestors(oid);
    const reached = new Set(entrances.filter(({ commit }) => own.has(commit)).map(({ parent }) => parent));
    const isExact = reached.size === outside.size;
    return { oid, isExact, depth: commits.length - own.size + (isExact ? 0 : 1) };
  });
  const [best] = measured.filter(({ isExact }) => isExact).sort((a, b) => a.depth - b.depth);
  const isBeaten = measured.some(({ isExact, depth }) => !isExact && depth <= (best?.depth ?? Infinity));
  return best === undefined || isBeaten ? null : best.oid;
}

interface Distant {
  readonly tag: ReleaseTag;
  /** Commits of the mainline that are not in its history. */
  readonly depth: number;
}

/** Asks how far the newest tags are from the head. `own`: commits that are known not to be on the mainline. */
async function nearestByDistance(
  asking: Asking,
  releases: readonly ReleaseTag[],
  own: ReadonlySet<Oid>,
): Promise<Oid | null | undefined> {
  const { history, location, mainline, options } = asking;
  const newest = [...new Map(releases.map((tag) => [tag.commit, tag])).values()]
    .filter(({ commit }) => !own.has(commit))
    .sort((a, b) => dateOf(asking, b) - dateOf(asking, a));
  const found: Distant[] = [];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const asked = newest.splice(0, CANDIDATES);
    const distances = await Promise.all(
      asked.map((tag) => history.distance(location, apart(tag, mainline.head.commit), options)),
    );
    for (const [index, tag] of asked.entries()) {
      const distance = distances[index];
      if (distance?.behindBy === 0) found.push({ tag, depth: distance.aheadBy });
    }
    const [best] = found.slice(0, CANDIDATES).sort((a, b) => a.depth - b.depth);
    if (newest.length === 0 || found.length >= CANDIDATES) return best?.tag.commit ?? null;
    if (best !== undefined && (await isNearest(asking, best))) return best.tag.commit;
  }
  return undefined;
}

/**
 * No tag can be nearer than this one, also of those that were not asked about: whatever does not have it in its history
 * has none of what came after it either.
 */
async function isNearest({ history, location, mainline, options }: Asking, { tag, depth }: Distant): Promise<boolean> {
  const range = await history.range(location, { ...apart(tag, mainline.head.commit), limit: MOST_COMMITS }, options);
  if (range?.isComplete !== true) return false;
  const after = new Set([tag.commit]);
  for (const { commit, parents } of commitGraph(range.commits).parentsFirst(mainline.head.commit))
    if (parents.some((parent) => after.has(parent))) after.add(commit);
  return depth <= after.size;
}
