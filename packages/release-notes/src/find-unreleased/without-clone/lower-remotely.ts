import { compareVersions, type LowerTag, type ReleaseTag } from "@signalbox/git";
import { apart, type Asking, dateOf } from "./asking.js";
import type { RemoteChoice } from "./choose-remotely.js";

/** More tags that might be odd than this are not looked into. */
const MOST_SUSPECTS = 16;
/** Higher tags that are compared with one suspect, at once and in all. */
const AT_ONCE = 3;
const MOST_COMPARED = 9;

/**
 * Tags of the branch with a higher one in their history; undefined when that cannot be told. Only a tag
 * whose commit is younger than that of a higher one can be such: in most repositories there is none, and nothing is asked.
 */
export async function lowerRemotely(
  asking: Asking,
  { commits, own }: RemoteChoice,
  releases: readonly ReleaseTag[],
): Promise<readonly LowerTag[] | undefined> {
  const { history, location, mainline, options } = asking;
  const suspects = suspectsOf(asking, releases).filter(({ tag }) => !own.has(tag.commit));
  if (suspects.length > MOST_SUSPECTS) return undefined;
  const inside = new Set(commits.map(({ commit }) => commit));
  const judged = await Promise.all(
    suspects.map(async ({ tag, higher }): Promise<LowerTag | null | undefined> => {
      if (!inside.has(tag.commit)) {
        const distance = await history.distance(location, apart(tag, mainline.head.commit), options);
        if (distance?.behindBy !== 0) return null;
      }
      return earlierOf(asking, tag, higher);
    }),
  );
  if (judged.includes(undefined)) return undefined;
  return judged.filter((one) => one !== null && one !== undefined);
}

interface Suspect {
  readonly tag: ReleaseTag;
  /** Higher tags that are as old or older, highest first. */
  readonly higher: readonly ReleaseTag[];
}

function suspectsOf(asking: Asking, releases: readonly ReleaseTag[]): readonly Suspect[] {
  const dated = releases.map((tag) => ({ tag, date: dateOf(asking, tag) }));
  const suspects: Suspect[] = [];
  let oldest = Infinity;
  for (const { tag, date } of dated) {
    if (oldest <= date) {
      const higher = dated
        .filter((one) => one.date <= date && one.tag.commit !== tag.commit)
        .map((one) => one.tag)
        .filter((one) => compareVersions(one.version, tag.version) > 0);
      if (higher.length > 0) suspects.push({ tag, higher });
    }
    oldest = Math.min(oldest, date);
  }
  return suspects;
}

/** The highest of them that is in the tag's history. */
async function earlierOf(
  { history, location, options }: Asking,
  tag: ReleaseTag,
  higher: readonly ReleaseTag[],
): Promise<LowerTag | null | undefined> {
  for (let start = 0; start < higher.length; start += AT_ONCE) {
    if (start >= MOST_COMPARED) return undefined;
    const asked = higher.slice(start, start + AT_ONCE);
    const distances = await Promise.all(
      asked.map((other) => history.distance(location, apart(other, tag.commit), options)),
    );
    const earlier = asked.find((_, index) => distances[index]?.behindBy === 0);
    if (earlier !== undefined) return { tag, earlier };
  }
  return null;
}
