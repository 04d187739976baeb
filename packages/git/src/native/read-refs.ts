import type { CallOptions } from "@signalbox/release-core";
import { isOid } from "../ref-name.js";
import { type ListedRef, parseRefs, REF_FORMAT } from "./parse-refs.js";
import { callGit, type Store } from "./store.js";

/** All refs of a repository below the given prefixes, sorted by name. */
export async function readRefs(
  store: Store,
  prefixes: readonly string[],
  options: CallOptions = {},
): Promise<ListedRef[]> {
  const { stdout } = await callGit(store, ["for-each-ref", `--format=${REF_FORMAT}`, ...prefixes], options);
  const { refs, nested } = parseRefs(stdout.toString());
  if (nested.length === 0) return refs;
  const input = nested.map((ref) => `${ref.oid}^{commit}\n`).join("");
  const peeled = await callGit(store, ["cat-file", "--batch-check=%(objectname)"], { ...options, input });
  const commits = peeled.stdout.toString().split("\n");
  const found = nested.flatMap((ref, index) => {
    const commit = commits[index] ?? "";
    return isOid(commit) ? [{ ...ref, commit }] : [];
  });
  return [...refs, ...found].sort((a, b) => (a.name < b.name ? -1 : 1));
}
