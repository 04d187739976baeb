import type { CallOptions } from "@signalbox/release-core";
import { engineLimit, historiesUnrelated } from "../errors.js";
import type { Conflict, MergeResult, Oid } from "../ports.js";
import type { ReadCommit } from "./commit-walk.js";
import type { Labels } from "./mark-conflicts.js";
import { mergeFile } from "./merge-file.js";
import type { ObjectStore } from "./object-store.js";
import { isSubmodule, readable } from "../tree-bytes.js";
import { mergeBases } from "./read-history.js";
import { diffTrees, type FileChange, type FileEntry, writeChanges } from "./read-trees.js";
import { refuseRenames, type Side } from "./rename-suspicion.js";

/**
 * Three-way merge over trees. It answers only where git gives the same tree, and refuses the rest: criss-cross
 * histories, renames, neighbouring edits.
 * @throws ReleaseError `ERR_ENGINE_LIMIT`, `ERR_HISTORIES_UNRELATED`
 */
export async function mergeTrees(
  store: ObjectStore,
  read: ReadCommit,
  [ours, theirs]: readonly [ours: Oid, theirs: Oid],
  options: CallOptions = {},
): Promise<MergeResult> {
  const bases = await mergeBases(read, ours, theirs, options);
  const [base] = bases;
  if (base === undefined) throw historiesUnrelated(ours, theirs);
  if (bases.length > 1) {
    throw engineLimit(
      "criss-cross",
      `The two sides have ${bases.length} merge bases (they were merged into each other).`,
    );
  }
  const [baseTree, ourTree, theirTree] = await Promise.all(
    [base, ours, theirs].map(async (oid) => (await read(oid)).tree),
  );
  if (baseTree === undefined || ourTree === undefined || theirTree === undefined)
    throw historiesUnrelated(ours, theirs);
  if (ourTree === theirTree || theirTree === baseTree) return { tree: ourTree, conflicts: [], partial: null };
  if (ourTree === baseTree) return { tree: theirTree, conflicts: [], partial: null };
  const sides: readonly [Side, Side] = [
    await sideOf(store, baseTree, ourTree),
    await sideOf(store, baseTree, theirTree),
  ];
  refuseFoldersAsFiles(sides);
  refuseFoldersAsFiles([sides[1], sides[0]]);
  await refuseRenames(store, baseTree, sides);
  return await mergeSides(store, { tree: ourTree, labels: { ours, theirs } }, sides, options);
}

async function mergeSides(
  store: ObjectStore,
  { tree: ourTree, labels }: { readonly tree: Oid; readonly labels: Labels },
  [ours, theirs]: readonly [Side, Side],
  options: CallOptions,
): Promise<MergeResult> {
  const result = new Map<string, FileEntry | null>();
  const conflicts: Conflict[] = [];
  let isTold = true;
  for (const change of theirs.changes.values()) {
    options.signal?.throwIfAborted();
    const { path } = change;
    const own = ours.changes.get(path);
    if (own === undefined) result.set(path, change.to);
    else if (isSame(own, change)) continue;
    else if (own.to === null || change.to === null) {
      const isModule = [change.from, own.to, change.to].some((entry) => entry !== null && isSubmodule(entry));
      conflicts.push({ path: readable(path), kind: isModule ? "submodule" : "modify-delete" });
      result.set(path, own.to ?? change.to); // git leaves what was changed
    } else {
      const merged = await mergeFile(store, { path, labels }, change.from, [own.to, change.to]);
      if ("entry" in merged) result.set(path, merged.entry);
      else {
        conflicts.push({ path: readable(path), kind: merged.conflict });
        if (merged.partial === null) isTold = false;
        else result.set(path, merged.partial);
      }
    }
  }
  const write = async (): Promise<Oid> =>
    (await writeChanges(store, ourTree, result)) ?? (await store.write({ type: "tree", content: Buffer.alloc(0) }));
  if (conflicts.length === 0) return { tree: await write(), conflicts, partial: null };
  conflicts.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { tree: null, conflicts, partial: isTold ? await write() : null };
}

const isSame = (a: FileChange, b: FileChange): boolean => a.to?.oid === b.to?.oid && a.to?.mode === b.to?.mode;

const sideOf = async (store: ObjectStore, base: Oid, tree: Oid): Promise<Side> => ({
  tree,
  changes: new Map((await diffTrees(store, base, tree)).map((change) => [change.path, change])),
});

/** A path that is a file on one side and a folder on the other. */
function refuseFoldersAsFiles([side, other]: readonly [Side, Side]): void {
  for (const { path, to } of side.changes.values()) {
    if (to === null) continue;
    for (let slash = path.indexOf("/"); slash !== -1; slash = path.indexOf("/", slash + 1)) {
      const folder = path.slice(0, slash);
      if ((other.changes.get(folder)?.to ?? null) !== null) {
        throw engineLimit("file-and-folder", `${readable(folder)} is a file on one side and a folder on the other.`, {
          path: readable(folder),
        });
      }
    }
  }
}
