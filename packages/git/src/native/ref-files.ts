import { join } from "node:path";
import { isOid } from "../ref-name.js";
import type { Oid } from "../ports.js";
import { entriesOf, textOf, textOrEmpty } from "./read-small.js";

/** What a ref's file says: an object, or another ref. */
export type RefFile = { readonly oid: Oid } | { readonly symref: string };

/**
 * The refs below some folders (`refs/tags`), read without git (gitrepository-layout(5): loose refs stand before packed
 * ones). Null when something is not as we know it; then git is to be asked.
 */
export function readRefFiles(gitDir: string, folders: readonly string[]): ReadonlyMap<string, RefFile> | null {
  // In this order: a ref that is being packed meanwhile is then seen in at least one of the two places.
  const loose = folders.map((folder) => readLoose(gitDir, folder));
  if (!loose.every((refs) => refs !== null)) return null;
  const packed = textOrEmpty(join(gitDir, "packed-refs"));
  const refs = packed === null ? null : parsePacked(packed, folders);
  if (refs === null) return null;
  for (const [name, file] of loose.flat()) refs.set(name, file);
  return refs;
}

/** Lines of `<oid> <name>`, each with `^<oid>` behind it when it is an annotated tag. */
function parsePacked(text: string, folders: readonly string[]): Map<string, RefFile> | null {
  const refs = new Map<string, RefFile>();
  for (const line of text.split("\n")) {
    if (line === "" || line.startsWith("#") || line.startsWith("^")) continue;
    const [oid, name] = [line.slice(0, 40), line.slice(41)];
    if (!isOid(oid) || line[40] !== " ") return null;
    if (folders.some((folder) => name.startsWith(`${folder}/`))) refs.set(name, { oid });
  }
  return refs;
}

function readLoose(gitDir: string, folder: string): readonly (readonly [name: string, file: RefFile])[] | null {
  const found = entriesOf(join(gitDir, folder))?.map((entry) => {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return readLoose(gitDir, name);
    if (entry.name.endsWith(".lock")) return [];
    const text = entry.isFile() ? textOrEmpty(join(gitDir, name)) : null;
    // Empty: packed or deleted since it was listed, which the packed refs tell; or the disk was full, which git tells.
    if (text === null || text === "") return textOf(join(gitDir, name)) === null && text === "" ? [] : null;
    const symref = /^ref: (refs\/\S+)\n?$/.exec(text)?.[1];
    if (symref !== undefined) return [[name, { symref }] as const];
    const oid = text.trimEnd();
    return isOid(oid) ? [[name, { oid }] as const] : null;
  });
  return found?.every((refs) => refs !== null) === true ? found.flat() : null;
}
