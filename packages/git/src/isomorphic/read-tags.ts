import type { CallOptions } from "@signalbox/release-core";
import type { Oid, TagObject } from "../ports.js";
import { parseTag } from "../tag-text.js";
import { type ObjectStore, peel } from "./object-store.js";

/** The tag objects behind ids; null where there is none, or where it ends at no commit. */
export async function readTags(
  store: ObjectStore,
  oids: readonly Oid[],
  { signal }: CallOptions,
): Promise<(TagObject | null)[]> {
  const tags: (TagObject | null)[] = [];
  for (const oid of oids) {
    signal?.throwIfAborted();
    const { type, content } = await store.read(oid);
    const target = type === "tag" ? await peel(store, oid) : null;
    if (target?.type !== "commit") {
      tags.push(null);
      continue;
    }
    const { name, message, by, at, isSigned } = parseTag(content);
    tags.push({ oid, name, commit: target.oid, message, by, at, isSigned });
  }
  return tags;
}
