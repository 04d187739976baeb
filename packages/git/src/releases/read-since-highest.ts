import type { CallOptions } from "@signalbox/release-core";
import type { HistoryReader, Oid } from "../ports.js";
import { commitGraph } from "./commit-graph.js";
import { describedAt, listLowerTags } from "./odd-tags.js";
import type { ReleaseState } from "./read-releases.js";
import type { ReleaseTag } from "./release-tags.js";

/** Of more tags than this it is not cheaper to know which comes before which. */
const MOST_TAGS = 3000;

/**
 * The answer where the highest release is on the branch and no other one came after it, as in most repositories: only
 * the commits since then are read. Null in every other case, which takes the whole history.
 */
export async function readSinceHighest(
  repository: Pick<HistoryReader, "listCommits" | "listSince" | "descent">,
  head: Oid,
  releases: readonly ReleaseTag[],
  options: CallOptions,
): Promise<Omit<ReleaseState, "tags"> | null> {
  const [highest] = releases;
  if (highest === undefined || releases.length > MOST_TAGS) return null;
  const { commits, edges } = await since(repository, head, highest.commit, options);
  const commit = edges.find((edge) => edge.commit === highest.commit);
  const inside = new Set(commits.map((each) => each.commit));
  if (commit === undefined || releases.some((tag) => inside.has(tag.commit))) return null;
  // Every other tag of the branch is at or before the highest one, so the walk for odd ones begins there.
  const descent = await repository.descent([...new Set(releases.map((tag) => tag.commit))], options);
  return {
    latest: { tag: highest, commit, standing: "reachable", equal: null, isReleased: (oid) => !inside.has(oid) },
    nearest: describedAt(releases.filter((tag) => tag.commit === highest.commit)),
    elsewhere: [],
    lower: listLowerTags(commitGraph(descent), highest.commit, releases),
    unreleased: commits.filter(({ parents }) => parents.length < 2).reverse(),
    patchesLeftOut: false,
  };
}

async function since(
  repository: Pick<HistoryReader, "listCommits" | "listSince">,
  head: Oid,
  tagged: Oid,
  options: CallOptions,
): ReturnType<HistoryReader["listSince"]> {
  if (head !== tagged) return await repository.listSince(head, tagged, options);
  return { commits: [], edges: await repository.listCommits([head], [], { ...options, limit: 1 }) };
}
