import type { CallOptions } from "@signalbox/release-core";
import { writingCache } from "../cache-writes.js";
import { editTree, foldersOf } from "../edit-tree.js";
import { assertEmptyFolder, filesToExport, writeFiles } from "../export-files.js";
import { writeLooseObjects } from "../loose-object.js";
import type { FileReader, ObjectMaker, Oid } from "../ports.js";
import { asBytes, fileMode, isSubmodule, isTree, type ListedFile, parseTree, readable } from "../tree-bytes.js";
import { isBelow, selectPaths } from "../tree-path.js";
import type { ObjectStore } from "./object-store.js";
import { treeOf } from "./read-trees.js";

/** Runs one question with the engine's own rules for errors and aborts. */
export type Guarded = <T>(doing: string, options: CallOptions, work: () => Promise<T>) => Promise<T>;

/** Everything that is about the files of commits and trees. */
export function createFileQuestions(store: ObjectStore, guarded: Guarded): FileReader & Pick<ObjectMaker, "makeTree"> {
  const list = async (
    at: Oid,
    { under, signal }: CallOptions & { readonly under?: readonly string[] },
  ): Promise<ListedFile[]> => {
    const { isAll, paths } = under === undefined ? { isAll: true, paths: [] } : selectPaths(under);
    const wanted = new Set(paths.map(asBytes));
    const isWanted = (path: string): boolean => isAll || isBelow(path, wanted);
    const leadsTo = (folder: string): boolean => [...wanted].some((path) => path.startsWith(`${folder}/`));
    const walk = async (tree: Oid, prefix: string): Promise<ListedFile[]> => {
      signal?.throwIfAborted();
      const files: ListedFile[] = [];
      for (const entry of parseTree((await store.read(tree)).content)) {
        const path = `${prefix}${entry.name}`;
        if (!isTree(entry)) {
          if (isWanted(path)) files.push({ path, oid: entry.oid, mode: fileMode(entry.mode) });
        } else if (isWanted(path) || leadsTo(path)) files.push(...(await walk(entry.oid, `${path}/`)));
      }
      return files;
    };
    return await walk(await treeOf(store, at), "");
  };
  const contentOf = async (oid: Oid): Promise<Uint8Array> => new Uint8Array((await store.read(oid)).content);

  return {
    listFiles: (at, options = {}) =>
      guarded("listing files", options, async () =>
        (await list(at, options)).map((file) => ({ ...file, path: readable(file.path) })),
      ),
    readFiles: (at, paths, options = {}) =>
      guarded("reading files", options, async () => {
        const files = new Map((await list(at, { ...options, under: paths })).map((file) => [file.path, file]));
        return await Promise.all(
          paths.map(async (path) => {
            const file = files.get(asBytes(path));
            return file === undefined || isSubmodule(file) ? null : await contentOf(file.oid);
          }),
        );
      }),
    exportFiles: (at, folder, options = {}) =>
      guarded("exporting files", options, async () => {
        await assertEmptyFolder(folder);
        const files = filesToExport(await list(at, options));
        const read = async (part: readonly ListedFile[]): Promise<Map<Oid, Uint8Array>> =>
          new Map(await Promise.all(part.map(async ({ oid }) => [oid, await contentOf(oid)] as const)));
        await writeFiles(folder, chunks(files, AT_ONCE), read, options.signal);
      }),
    makeTree: (from, edits, options = {}) =>
      guarded("making a tree", options, async () => {
        const folders = new Map<string, { oid: Oid; entries: ReturnType<typeof parseTree> }>();
        for (const path of foldersOf(edits)) {
          const parent = folders.get(path.slice(0, Math.max(path.lastIndexOf("/"), 0)));
          const entry = parent?.entries.find((each) => each.name === path.slice(path.lastIndexOf("/") + 1));
          const oid = path === "" ? await treeOf(store, from) : entry !== undefined && isTree(entry) ? entry.oid : null;
          if (oid !== null) folders.set(path, { oid, entries: parseTree((await store.read(oid)).content) });
        }
        const { root, objects } = editTree(folders, edits);
        await writingCache(store.gitdir, () => writeLooseObjects(`${store.gitdir}/objects`, objects));
        return root;
      }),
  };
}

/** Files whose contents are in memory together. */
const AT_ONCE = 100;

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));
