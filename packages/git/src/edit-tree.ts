import { editInvalid } from "./errors.js";
import { type GitObject, objectId } from "./object-bytes.js";
import type { FileEdit, FileMode, Oid } from "./ports.js";
import { isOid } from "./ref-name.js";
import { asBytes, fileMode, isTree, readable, treeContent, type TreeEntry } from "./tree-bytes.js";
import { pathProblem } from "./tree-path.js";

/** The folders of a tree that edits touch, by path (bytes as latin1, the top is the empty path). */
export type Folders = ReadonlyMap<string, { readonly oid: Oid; readonly entries: readonly TreeEntry[] }>;

export interface EditedTree {
  readonly root: Oid;
  /** What must be written, every object before those that point at it. */
  readonly objects: readonly GitObject[];
}

/** The folders in which edits take place, top first. @throws ReleaseError `ERR_EDIT_INVALID` */
export function foldersOf(edits: readonly FileEdit[]): string[] {
  const folders = new Set([""]);
  const seen = new Set<string>();
  for (const { path } of edits) {
    const problem = seen.has(path) ? "it is edited twice" : pathProblem(path);
    if (problem !== null) throw editInvalid(path, problem);
    seen.add(path);
    const bytes = asBytes(path);
    for (let slash = bytes.indexOf("/"); slash !== -1; slash = bytes.indexOf("/", slash + 1))
      folders.add(bytes.slice(0, slash));
  }
  return [...folders];
}

/** What a tree becomes by some edits; folders appear and vanish with their files. @throws ReleaseError `ERR_EDIT_INVALID` */
export function editTree(folders: Folders, edits: readonly FileEdit[]): EditedTree {
  const objects: GitObject[] = [];
  const add = (object: GitObject): Oid => {
    objects.push(object);
    return objectId(object);
  };

  const editFolder = (folder: string, own: readonly PlacedEdit[]): Oid | null => {
    const before = folders.get(folder);
    const entries = new Map((before?.entries ?? []).map((entry) => [entry.name, entry]));
    const here = own.filter((edit) => !edit.rest.includes("/"));
    const refuseFolder = ({ path, rest }: PlacedEdit): void => {
      const old = entries.get(rest);
      if (old !== undefined && isTree(old)) throw editInvalid(path, "it is a folder, and only files are edited");
    };
    // Removals first: where one edit removes a file, another may begin a folder.
    for (const edit of here.filter((each) => each.content === null)) {
      refuseFolder(edit);
      entries.delete(edit.rest);
    }
    for (const [name, inner] of groupByFolder(own)) {
      const old = entries.get(name);
      if (old !== undefined && !isTree(old)) {
        const blocked = inner.find((edit) => edit.content !== null);
        if (blocked !== undefined) throw editInvalid(blocked.path, `${readable(join(folder, name))} is a file`);
        continue;
      }
      const oid = editFolder(join(folder, name), inner);
      if (oid === null) entries.delete(name);
      else entries.set(name, { mode: "40000", name, oid });
    }
    for (const edit of here) {
      if (edit.content === null) continue;
      refuseFolder(edit);
      entries.set(edit.rest, entryOf(edit, edit.content, entries.get(edit.rest), add));
    }
    if (entries.size === 0 && folder !== "") return null;
    const tree: GitObject = { type: "tree", content: treeContent([...entries.values()]) };
    const oid = objectId(tree);
    return oid === before?.oid ? oid : add(tree);
  };

  const placed = edits.map((edit) => ({ ...edit, rest: asBytes(edit.path) }));
  const root = editFolder("", placed);
  return { root: root ?? "", objects };
}

/** An edit, seen from a folder on its way: `rest` is what of the path (as bytes) is left. */
interface PlacedEdit extends FileEdit {
  readonly rest: string;
}

function entryOf(
  edit: PlacedEdit,
  content: Uint8Array,
  old: TreeEntry | undefined,
  add: (object: GitObject) => Oid,
): TreeEntry {
  const mode: FileMode = edit.mode ?? (old === undefined ? "100644" : fileMode(old.mode));
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (mode !== "160000") return { mode, name: edit.rest, oid: add({ type: "blob", content: bytes }) };
  const commit = bytes.toString("latin1").trim();
  if (!isOid(commit)) throw editInvalid(edit.path, "it is a submodule, whose content is the id of a commit");
  return { mode, name: edit.rest, oid: commit };
}

function groupByFolder(edits: readonly PlacedEdit[]): Map<string, PlacedEdit[]> {
  const folders = new Map<string, PlacedEdit[]>();
  for (const edit of edits) {
    const slash = edit.rest.indexOf("/");
    if (slash === -1) continue;
    const name = edit.rest.slice(0, slash);
    const inner = folders.get(name) ?? [];
    inner.push({ ...edit, rest: edit.rest.slice(slash + 1) });
    folders.set(name, inner);
  }
  return folders;
}

const join = (folder: string, name: string): string => (folder === "" ? name : `${folder}/${name}`);
