import type { HistoryReader, Oid, Ref } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import { isContained } from "../is-contained.js";
import type { StandingTag } from "./facts.js";

/** The tag of a name as it stands; null when there is none. */
export async function readStanding(
  repository: Pick<HistoryReader, "listCommits" | "readTags">,
  refs: readonly Ref[],
  { tag, head }: { readonly tag: string; readonly head: Oid },
  options: CallOptions,
): Promise<StandingTag | null> {
  const found = refs.find(({ name }) => name === `refs/tags/${tag}`);
  if (found === undefined) return null;
  const [object = null] = found.oid === found.commit ? [] : await repository.readTags([found.oid], options);
  const onBranch = await isContained(repository, found.commit, head, options);
  return { oid: found.oid, commit: found.commit, object, onBranch };
}

/** Who made a tag and when, as far as it says. Pure. */
export function madeBy({ object }: Pick<StandingTag, "object">): string {
  if (object === null || object.by === null) return "by somebody whom it does not name";
  const date = object.at === null ? "" : `, dated ${new Date(object.at * 1000).toISOString()}`;
  return `by ${object.by.name} <${object.by.email}>${date}`;
}
