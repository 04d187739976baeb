import { constants, mkdir, open, readdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { exportFolder, exportUnsafe } from "./errors.js";
import type { Oid } from "./ports.js";
import { isSubmodule, isSymlink, type ListedFile, readable } from "./tree-bytes.js";
import { pathProblem } from "./tree-path.js";

/**
 * The files that an export writes, checked before the first one is: no path leads out of the folder.
 * @throws ReleaseError `ERR_EXPORT_UNSAFE`
 */
export function filesToExport(files: readonly ListedFile[]): readonly ListedFile[] {
  for (const { path } of files) {
    // Bytes that are no UTF-8 are replaced for the check only; none of them is a dot, a slash or a letter.
    const shown = readable(path);
    const problem = pathProblem(shown) ?? (process.platform === "win32" ? windowsProblem(shown) : null);
    if (problem !== null) throw exportUnsafe(shown, problem);
  }
  return files.filter((file) => !isSubmodule(file));
}

const windowsProblem = (path: string): string | null => (/[\\:]/.test(path) ? "it has \\ or :" : null);

/** @throws ReleaseError `ERR_EXPORT_FOLDER` */
export async function assertEmptyFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw exportFolder(folder, "it is no folder that can be read", error);
  });
  if (names.length > 0) throw exportFolder(folder, "it is not empty");
}

/** Contents by their ids, those of one call together in memory. */
export type ReadContents = (files: readonly ListedFile[]) => Promise<ReadonlyMap<Oid, Uint8Array>>;

/**
 * Writes files below a folder, part by part. Links come last and nothing is written over, so that no file is ever
 * written through a link, whatever a tree made by hand says.
 */
export async function writeFiles(
  folder: string,
  parts: readonly (readonly ListedFile[])[],
  read: ReadContents,
  signal?: AbortSignal,
): Promise<void> {
  const made = new Set<string>();
  const links: { readonly path: Buffer; readonly target: Uint8Array }[] = [];
  try {
    for (const part of parts) {
      signal?.throwIfAborted();
      const contents = await read(part);
      for (const file of part) await makeFolders(folder, file.path, made);
      await eachOf(part, async (file) => {
        signal?.throwIfAborted();
        const content = contents.get(file.oid) ?? new Uint8Array();
        const path = placeOf(folder, file.path);
        if (isSymlink(file)) links.push({ path, target: content });
        else await writeNew(path, content, file.mode === "100755" ? 0o777 : 0o666);
      });
    }
    for (const { path, target } of links) await symlink(Buffer.from(target), path);
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    throw syscall === undefined ? error : exportFolder(folder, code ?? "the file system refuses", error);
  }
}

/** Files at one time; a thread pool serves them. */
const AT_ONCE = 8;

async function eachOf<T>(all: readonly T[], work: (each: T) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let each = all[next++]; each !== undefined; each = all[next++]) await work(each);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function makeFolders(folder: string, path: string, made: Set<string>): Promise<void> {
  const slash = path.lastIndexOf("/");
  const parent = path.slice(0, Math.max(slash, 0));
  if (parent === "" || made.has(parent)) return;
  await mkdir(placeOf(folder, parent), { recursive: true });
  for (let at = parent.length; at > 0; at = parent.lastIndexOf("/", at - 1)) made.add(parent.slice(0, at));
}

async function writeNew(path: Buffer, content: Uint8Array, mode: number): Promise<void> {
  const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, mode);
  try {
    await file.writeFile(content);
  } finally {
    await file.close();
  }
}

/** Names need not be UTF-8, so paths are bytes. */
const placeOf = (folder: string, path: string): Buffer =>
  Buffer.concat([Buffer.from(join(folder, "/")), Buffer.from(path, "latin1")]);
