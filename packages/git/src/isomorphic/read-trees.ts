import type { Oid } from "../ports.js";
import type { ObjectStore } from "./object-store.js";
import { isTree, parseTree, treeContent, type TreeEntry } from "../tree-bytes.js";
import { parseCommit } from "./parse-objects.js";

/** A file (or link, or submodule) of a tree; the path keeps the bytes (latin1). */
export interface FileEntry {
  readonly mode: string;
  readonly oid: Oid;
}

export interface FileChange {
  readonly path: string;
  readonly from: FileEntry | null;
  readonly to: FileEntry | null;
}

/** The tree of a commit, or the tree itself. */
export async function treeOf(store: ObjectStore, oid: Oid): Promise<Oid> {
  const { type, content } = await store.read(oid);
  return type === "commit" ? parseCommit(oid, content).tree : oid;
}

async function readTree(store: ObjectStore, oid: Oid | null): Promise<TreeEntry[]> {
  return oid === null ? [] : parseTree((await store.read(oid)).content);
}

/** Files that differ between two trees, sorted by path. Equal folders are never opened. */
export async function diffTrees(
  store: ObjectStore,
  from: Oid | null,
  to: Oid | null,
  prefix = "",
): Promise<FileChange[]> {
  if (from === to) return [];
  const [before, after] = await Promise.all([readTree(store, from), readTree(store, to)]);
  const left = new Map(before.map((entry) => [entry.name, entry]));
  const right = new Map(after.map((entry) => [entry.name, entry]));
  const changes: FileChange[] = [];
  for (const name of [...new Set([...left.keys(), ...right.keys()])].sort()) {
    const [a, b] = [left.get(name) ?? null, right.get(name) ?? null];
    if (a?.oid === b?.oid && a?.mode === b?.mode) continue;
    const path = `${prefix}${name}`;
    const [aTree, bTree] = [a !== null && isTree(a) ? a.oid : null, b !== null && isTree(b) ? b.oid : null];
    const [aFile, bFile] = [a !== null && aTree === null ? a : null, b !== null && bTree === null ? b : null];
    if (aFile !== null || bFile !== null) changes.push({ path, from: fileOf(aFile), to: fileOf(bFile) });
    if (aTree !== null || bTree !== null) changes.push(...(await diffTrees(store, aTree, bTree, `${path}/`)));
  }
  return changes;
}

const fileOf = (entry: TreeEntry | null): FileEntry | null =>
  entry === null ? null : { mode: entry.mode, oid: entry.oid };

/** Is there anything at a folder's path? */
export async function hasFolder(store: ObjectStore, tree: Oid, path: string): Promise<boolean> {
  let at = tree;
  for (const part of path.split("/")) {
    const entry = (await readTree(store, at)).find((each) => each.name === part);
    if (entry === undefined || !isTree(entry)) return false;
    at = entry.oid;
  }
  return true;
}

/** Writes a tree that differs from `base` at the given paths (`null` = gone); empty folders vanish. */
export async function writeChanges(
  store: ObjectStore,
  base: Oid | null,
  changes: ReadonlyMap<string, FileEntry | null>,
): Promise<Oid | null> {
  const entries = new Map((await readTree(store, base)).map((entry) => [entry.name, entry]));
  const folders = new Map<string, Map<string, FileEntry | null>>();
  for (const [path, entry] of changes) {
    const slash = path.indexOf("/");
    if (slash === -1) {
      const old = entries.get(path);
      if (entry !== null) entries.set(path, { ...entry, name: path });
      else if (old !== undefined && !isTree(old)) entries.delete(path);
      continue;
    }
    const folder = path.slice(0, slash);
    const inner = folders.get(folder) ?? new Map<string, FileEntry | null>();
    folders.set(folder, inner.set(path.slice(slash + 1), entry));
  }
  for (const [name, inner] of folders) {
    const old = entries.get(name);
    const tree = await writeChanges(store, old !== undefined && isTree(old) ? old.oid : null, inner);
    if (tree !== null) entries.set(name, { mode: "40000", name, oid: tree });
    else if (old === undefined || isTree(old)) entries.delete(name);
  }
  if (entries.size === 0) return null;
  return await store.write({ type: "tree", content: treeContent([...entries.values()]) });
}
