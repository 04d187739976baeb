import type { ReleaseQuestion, Releases, ReleaseStanding, StoredRelease } from "@signalbox/github";
import type { CallOptions } from "@signalbox/release-core";
import { orGone } from "./or-gone.js";

/** A release with its assets: the published one, else the only draft. */
export async function findWithAssets(
  releases: Pick<Releases, "find" | "read">,
  question: ReleaseQuestion,
  options: CallOptions,
): Promise<{ readonly standing: ReleaseStanding; readonly release: StoredRelease | null }> {
  const standing = await releases.find(question, options);
  const [only, ...others] = standing.published === null ? standing.drafts : [standing.published];
  const isOne = only !== undefined && others.length === 0;
  return { standing, release: isOne ? await orGone(releases.read(question.repository, only.id, options)) : null };
}
