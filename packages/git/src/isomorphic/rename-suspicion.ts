import { engineLimit } from "../errors.js";
import type { Oid } from "../ports.js";
import type { ObjectStore } from "./object-store.js";
import { isSubmodule, readable } from "../tree-bytes.js";
import { type FileChange, hasFolder } from "./read-trees.js";
import { isSuspicious } from "./similarity.js";

export interface Side {
  readonly tree: Oid;
  readonly changes: ReadonlyMap<string, FileChange>;
}

/**
 * Refuses where git would follow a rename, which this engine cannot: a file that one side deleted (and the other
 * changed or deleted too) while something like it appeared, and a file added to a folder that the other side moved.
 * @throws ReleaseError `ERR_ENGINE_LIMIT`
 */
export async function refuseRenames(store: ObjectStore, base: Oid, sides: readonly [Side, Side]): Promise<void> {
  for (const [side, other] of [sides, [sides[1], sides[0]] as const]) {
    for (const change of side.changes.values()) {
      if (change.to !== null || !other.changes.has(change.path)) continue;
      const match = await likelyTarget(store, change, side);
      if (match !== null) refuse(`${readable(change.path)} may have become ${readable(match)}`, change.path);
    }
    const added = [...other.changes.values()].filter((change) => change.from === null);
    const folders = new Set(added.flatMap((change) => foldersOf(change.path)));
    if (![...side.changes.values()].some((change) => change.from === null)) continue;
    for (const folder of folders) {
      if ((await hasFolder(store, base, folder)) && !(await hasFolder(store, side.tree, folder))) {
        refuse(`the folder ${readable(folder)} was moved or removed while a file was added to it`, folder);
      }
    }
  }
}

async function likelyTarget(store: ObjectStore, deleted: FileChange, side: Side): Promise<string | null> {
  if (deleted.from === null || isSubmodule(deleted.from)) return null;
  const before = (await store.read(deleted.from.oid)).content;
  for (const { path, from, to } of side.changes.values()) {
    if (from !== null || to === null || isSubmodule(to)) continue;
    if (isSuspicious(before, (await store.read(to.oid)).content)) return path;
  }
  return null;
}

function refuse(what: string, path: string): never {
  throw engineLimit("renames", `This merge needs rename detection: ${what}.`, { path: readable(path) });
}

const foldersOf = (path: string): string[] =>
  path
    .split("/")
    .slice(0, -1)
    .map((_, index, parts) => parts.slice(0, index + 1).join("/"));
