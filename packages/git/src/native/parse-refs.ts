import type { Oid, Ref } from "../ports.js";

export const REF_FORMAT = "%(refname)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)%00%(symref)";

export interface ListedRef extends Ref {
  /** The target's name when the ref is symbolic. */
  readonly symref: string | null;
}

/**
 * Reads `git for-each-ref --format=REF_FORMAT`. A tag that ends at a tree or blob names no commit and is left out; a
 * tag of a tag is in `nested`, because git peels one level only before 2.45. `foreign`: what names no commit.
 */
export function parseRefs(output: string): { refs: ListedRef[]; nested: ListedRef[]; foreign: Oid[] } {
  const refs: ListedRef[] = [];
  const nested: ListedRef[] = [];
  const foreign: Oid[] = [];
  for (const line of output.split("\n")) {
    const [name, type, oid, peeledType, peeled, symref] = line.split("\0");
    if (name === undefined || oid === undefined || name === "") continue;
    const target = type === "tag" ? (peeledType ?? "") : (type ?? "");
    const ref = {
      name,
      oid,
      commit: type === "tag" ? (peeled ?? oid) : oid,
      symref: symref === "" ? null : (symref ?? null),
    };
    if (target === "commit") refs.push(ref);
    else if (target === "tag") nested.push(ref);
    else foreign.push(oid);
  }
  return { refs, nested, foreign };
}
