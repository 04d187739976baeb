import type { FileReader, Oid } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import { folderOf } from "../tree-path.js";

const LOCK_FILES = ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml"];

/** Lock files beside a changed package.json, or at the top of its workspace, that were not made again. */
export async function findLockFilesLeft(
  repository: FileReader,
  at: Oid,
  seen: { readonly changed: readonly string[]; readonly made: readonly { readonly path: string }[] },
  options: CallOptions,
): Promise<readonly string[]> {
  const packages = seen.changed.filter((path) => path === "package.json" || path.endsWith("/package.json"));
  const made = new Set(seen.made.map(({ path }) => path));
  const folders = new Set(packages.flatMap((path) => [folderOf(path), ""]));
  const paths = [...folders].flatMap((folder) =>
    LOCK_FILES.map((name) => (folder === "" ? name : `${folder}/${name}`)),
  );
  if (packages.length === 0) return [];
  const found = new Set((await repository.listFiles(at, { ...options, under: paths })).map(({ path }) => path));
  return packages.flatMap((path) => {
    const beside = paths.filter((lock) => found.has(lock) && folderOf(lock) === folderOf(path));
    const locks = beside.length > 0 ? beside : paths.filter((lock) => found.has(lock) && folderOf(lock) === "");
    return locks.filter((lock) => !made.has(lock));
  });
}
