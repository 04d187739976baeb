import type { CallOptions } from "@signalbox/release-core";
import { gitFailed, objectMissing } from "../errors.js";
import type { GitObject } from "../object-bytes.js";
import type { Oid, TagObject } from "../ports.js";
import { isOid } from "../ref-name.js";
import { parseTag } from "../tag-text.js";
import { assertOid } from "./read-history.js";
import { callGit, type Store } from "./store.js";

/** The tag objects behind ids, in one process; null where there is none, or where it ends at no commit. */
export async function readTags(
  store: Store,
  oids: readonly Oid[],
  options: CallOptions,
): Promise<(TagObject | null)[]> {
  if (oids.length === 0) return [];
  // What a tag of a tag ends at is asked of every one: which are such nobody knows before.
  const input = oids.map((oid) => `contents ${assertOid(store, oid)}\ninfo ${oid}^{commit}\n`).join("");
  const { stdout } = await callGit(store, ["cat-file", "--batch-command"], { ...options, input });
  let at = 0;
  const line = (): string => {
    const end = stdout.indexOf(10, at);
    const text = stdout.toString("latin1", at, end);
    at = end + 1;
    return text;
  };
  return oids.map((oid) => {
    const header = line();
    if (header === `${oid} missing`) throw objectMissing(oid, store.remote?.shown ?? store.gitDir);
    const [, type, size] = /^[0-9a-f]{40} (\w+) (\d+)$/.exec(header) ?? [];
    if (type === undefined) throw gitFailed("cat-file", 0, header);
    const content = stdout.subarray(at, at + Number(size));
    at += content.length + 1;
    const commit = line().slice(0, 40);
    return tagOf(oid, { type: type as GitObject["type"], content }, isOid(commit) ? commit : null);
  });
}

function tagOf(oid: Oid, { type, content }: GitObject, commit: Oid | null): TagObject | null {
  if (type !== "tag" || commit === null) return null;
  const { name, message, by, at, isSigned } = parseTag(content);
  return { oid, name, commit, message, by, at, isSigned };
}
