import type { ReleaseStanding, StoredRelease } from "@signalbox/github";
import { callOptionsOf, type Context } from "@signalbox/release-core";
import type { ReleasePorts } from "../ports.js";
import type { DraftInput } from "./input.js";

export interface DraftFacts {
  readonly standing: ReleaseStanding;
  /** The draft with its target; null where there is none, or not one alone. */
  readonly draft: StoredRelease | null;
}

export async function inspect(
  { repository, tag, target }: Pick<DraftInput, "repository" | "tag" | "target">,
  { releases }: Pick<ReleasePorts, "releases">,
  context: Context,
): Promise<DraftFacts> {
  const options = callOptionsOf(context);
  const standing = await releases.find({ repository, tag, target }, options);
  const [only, ...others] = standing.drafts;
  const isOne = only !== undefined && others.length === 0 && standing.published === null;
  return { standing, draft: isOne ? await releases.read(repository, only.id, options) : null };
}
