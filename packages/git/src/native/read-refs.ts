import type { CallOptions } from "@signalbox/release-core";
import type { Oid } from "../ports.js";
import { isOid } from "../ref-name.js";
import { type ListedRef, parseRefs, REF_FORMAT } from "./parse-refs.js";
import { callGit, type Store } from "./store.js";

export interface RefListing {
  /** Sorted by name. */
  readonly refs: readonly ListedRef[];
  /** What tags point at that is no commit; such tags are left out. */
  readonly foreign: readonly Oid[];
}

/** All refs of a repository below the given prefixes. */
export async function readRefs(
  store: Store,
  prefixes: readonly string[],
  options: CallOptions = {},
): Promise<RefListing> {
  const { stdout } = await callGit(store, ["for-each-ref", `--format=${REF_FORMAT}`, ...prefixes], options);
  const { refs, nested, foreign } = parseRefs(stdout.toString());
  if (nested.length === 0) return { refs, foreign };
  const input = nested.map((ref) => `${ref.oid}^{commit}\n`).join("");
  const peeled = await callGit(store, ["cat-file", "--batch-check=%(objectname)"], { ...options, input });
  const commits = peeled.stdout.toString().split("\n");
  const found = nested.flatMap((ref, index) => {
    const commit = commits[index] ?? "";
    return isOid(commit) ? [{ ...ref, commit }] : [];
  });
  return { refs: [...refs, ...found].sort((a, b) => (a.name < b.name ? -1 : 1)), foreign };
}
