import type { CallOptions } from "@signalbox/release-core";
import { writingCache } from "../cache-writes.js";
import { editTree, foldersOf, type Folders } from "../edit-tree.js";
import { objectMissing } from "../errors.js";
import { assertEmptyFolder, filesToExport, writeFiles } from "../export-files.js";
import { writeLooseObjects } from "../loose-object.js";
import type { FileEdit, FileReader, ObjectMaker, Oid } from "../ports.js";
import { asBytes, isSubmodule, type ListedFile, parseTree, readable } from "../tree-bytes.js";
import { readObjects } from "./cat-file.js";
import { findFiles, listFiles } from "./list-files.js";
import { fetchBlobs } from "./missing-blobs.js";
import { assertOid } from "./read-history.js";
import { callGit, type Store } from "./store.js";

export interface FileRules {
  readonly store: Store;
  /** A missing blob is a failure, not a request. */
  readonly isOffline: boolean;
  /** Puts the same question once. */
  readonly ask: <T>(question: readonly unknown[], work: () => Promise<T>) => Promise<T>;
}

/** Everything that is about the files of commits and trees. */
export function createFileQuestions({ store, isOffline, ask }: FileRules): FileReader & Pick<ObjectMaker, "makeTree"> {
  const listed = (at: Oid, under: readonly string[] | undefined, options: CallOptions): Promise<ListedFile[]> =>
    ask(["files", at, under], () => listFiles(store, at, { ...options, under }));
  const fetchMissing = async (oids: readonly Oid[], options: CallOptions): Promise<void> => {
    if (!isOffline) await fetchBlobs(store, oids, options);
  };
  const contentsOf = async (oids: readonly Oid[], options: CallOptions): Promise<Map<Oid, Uint8Array>> => {
    const wanted = [...new Set(oids)];
    let found = await readObjects(store, wanted, options);
    if (found.includes(null) && store.isPartial && !isOffline) {
      // One that is missing is asked for with all the others that are.
      await fetchMissing(wanted, options);
      found = await readObjects(store, wanted, options);
    }
    const gone = wanted[found.indexOf(null)];
    if (gone !== undefined) throw objectMissing(gone, store.remote?.shown ?? store.gitDir);
    return new Map(found.flatMap((object) => (object === null ? [] : [[object.oid, object.content] as const])));
  };

  return {
    listFiles: async (at, options = {}) =>
      (await listed(at, options.under, options)).map((file) => ({ ...file, path: readable(file.path) })),
    readFiles: async (at, paths, options = {}) => {
      if (paths.length === 0) return [];
      const contents = await ask(["contents", at, paths], async () => {
        const files = await findFiles(store, at, paths, options);
        const wanted = paths.map((path) => files.get(asBytes(path)));
        const blobs = wanted.flatMap((file) => (file === undefined || isSubmodule(file) ? [] : [file.oid]));
        const found = await contentsOf(blobs, options);
        return wanted.map((file) => found.get(file?.oid ?? "") ?? null);
      });
      return contents.map((content) => (content === null ? null : new Uint8Array(content))); // theirs to change
    },
    exportFiles: async (at, folder, options = {}) => {
      await assertEmptyFolder(folder);
      const files = filesToExport(await listed(at, options.under, options));
      await fetchMissing(
        files.map((file) => file.oid),
        options,
      );
      const parts = await inParts(store, files, options);
      const read = (part: readonly ListedFile[]): Promise<Map<Oid, Uint8Array>> =>
        contentsOf(
          part.map((file) => file.oid),
          options,
        );
      await writeFiles(folder, parts, read, options.signal);
    },
    makeTree: async (from, edits, options = {}) => {
      const { root, objects } = editTree(await readFolders(store, from, edits, options), edits);
      await writingCache(store.gitDir, () => writeLooseObjects(store.objects, objects));
      return root;
    },
  };
}

/** The folders that edits touch, in one process. A missing one is new; one that is a file is no folder. */
async function readFolders(
  store: Store,
  from: Oid,
  edits: readonly FileEdit[],
  options: CallOptions,
): Promise<Folders> {
  const paths = foldersOf(edits);
  const names = paths.map((path) => (path === "" ? `${assertOid(store, from)}^{tree}` : `${from}:${path}`));
  const found = await readObjects(store, names, options);
  if (found[0]?.type !== "tree") throw objectMissing(from, store.remote?.shown ?? store.gitDir);
  return new Map(
    paths.flatMap((path, index) => {
      const object = found[index];
      return object?.type === "tree" ? [[path, { oid: object.oid, entries: parseTree(object.content) }] as const] : [];
    }),
  );
}

/** What is in memory at one time, unless a single file is larger. */
const PART_BYTES = 32 * 1024 * 1024;

/** Cuts a list of files into parts whose contents fit into memory together. */
async function inParts(store: Store, files: readonly ListedFile[], options: CallOptions): Promise<ListedFile[][]> {
  const input = files.map((file) => `${file.oid}\n`).join("");
  const { stdout } = await callGit(store, ["cat-file", "--batch-check=%(objectsize)"], { ...options, input });
  const sizes = stdout.toString().split("\n").map(Number);
  const parts: ListedFile[][] = [];
  let room = 0;
  for (const [index, file] of files.entries()) {
    const size = sizes[index] ?? 0;
    if (parts.length === 0 || size > room) {
      parts.push([]);
      room = PART_BYTES;
    }
    parts.at(-1)?.push(file);
    room -= size;
  }
  return parts;
}
