import type { FileMode, Oid } from "./ports.js";

/** One line of a tree. `name` keeps the bytes (latin1), because names need not be UTF-8. */
export interface TreeEntry {
  readonly mode: string;
  readonly name: string;
  readonly oid: Oid;
}

/** A file (or link, or submodule) wherever it lies; `path` keeps the bytes (latin1). */
export interface ListedFile {
  readonly path: string;
  readonly oid: Oid;
  readonly mode: FileMode;
}

type Mode = { readonly mode: string };

export const isTree = ({ mode }: Mode): boolean => mode === "40000" || mode === "040000";
export const isSubmodule = ({ mode }: Mode): boolean => mode === "160000";
export const isSymlink = ({ mode }: Mode): boolean => mode === "120000";

/** A name or path as people read it. */
export const readable = (path: string): string => Buffer.from(path, "latin1").toString("utf8");

/** The bytes of a path as people write it, as latin1. */
export const asBytes = (path: string): string => Buffer.from(path, "utf8").toString("latin1");

/** Very old trees have other permissions; only the owner's right to execute counts (git's canon_mode). */
export function fileMode(mode: string): FileMode {
  if (mode === "120000" || mode === "160000") return mode;
  return (Number.parseInt(mode, 8) & 0o100) === 0 ? "100644" : "100755";
}

export function parseTree(content: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(32, at);
    const end = content.indexOf(0, space);
    entries.push({
      mode: content.toString("latin1", at, space).replace(/^0/, ""),
      name: content.toString("latin1", space + 1, end),
      oid: content.toString("hex", end + 1, end + 21),
    });
    at = end + 21;
  }
  return entries;
}

/** Entries are sorted by bytes, a folder as if its name ended with a slash (git's base_name_compare). */
export function treeContent(entries: readonly TreeEntry[]): Buffer {
  const key = (entry: TreeEntry): string => (isTree(entry) ? `${entry.name}/` : entry.name);
  const sorted = [...entries].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return Buffer.concat(
    sorted.flatMap((entry) => [Buffer.from(`${entry.mode} ${entry.name}\0`, "latin1"), Buffer.from(entry.oid, "hex")]),
  );
}
