import type { Oid } from "../ports.js";
import type { ListedRef } from "./parse-refs.js";
import type { RefFile } from "./ref-files.js";

/**
 * Refs read from files as git lists them, sorted by name. What is behind a tag stands in no file: it must be among
 * `peeled`. Null when it is not, or a symbolic ref leads elsewhere; then git is to be asked.
 */
export function listedRefs(
  files: ReadonlyMap<string, RefFile>,
  peeled: ReadonlyMap<Oid, Oid | null>,
): readonly ListedRef[] | null {
  const refs: ListedRef[] = [];
  for (const [name, file] of files) {
    const symref = "symref" in file ? file.symref : null;
    const target = symref === null ? file : files.get(symref);
    if (target === undefined || "symref" in target) return null;
    const { oid } = target;
    const commit = (symref ?? name).startsWith("refs/tags/") ? peeled.get(oid) : oid;
    if (commit === undefined) return null;
    if (commit !== null) refs.push({ name, oid, commit, symref });
  }
  return refs.sort((a, b) => (a.name < b.name ? -1 : 1));
}
