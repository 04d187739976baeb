import fs from "node:fs";
import { join, relative, sep } from "node:path";

/** What isomorphic-git asks of a file system. */
export type IsoFs = { readonly promises: typeof fs.promises };

/**
 * A view in which the object folder of `gitdir` also shows the objects of others (alternates, which isomorphic-git does
 * not know). Only reading falls through; everything is written to our own folder.
 */
export function layeredFs(gitdir: string, objectFolders: readonly string[]): IsoFs {
  if (objectFolders.length === 0) return { promises: fs.promises };
  const own = join(gitdir, "objects");
  const places = (path: string): string[] => {
    const inside = relative(own, path);
    const isObject = inside !== "" && !inside.startsWith(`..${sep}`) && inside !== "..";
    return isObject ? [path, ...objectFolders.map((folder) => join(folder, inside))] : [path];
  };
  const firstOf = async <T>(path: string, read: (place: string) => Promise<T>): Promise<T> => {
    let missing: unknown;
    for (const place of places(path)) {
      try {
        return await read(place);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
        missing ??= error;
      }
    }
    throw missing as Error;
  };
  const readdir = async (path: string): Promise<string[]> => {
    const lists = await Promise.all(
      places(path).map((place) => fs.promises.readdir(place).catch((error: unknown) => error as NodeJS.ErrnoException)),
    );
    const names = lists.filter((list): list is string[] => Array.isArray(list));
    if (names.length === 0) throw lists[0] as Error;
    return [...new Set(names.flat())];
  };
  const layered = {
    ...fs.promises,
    readFile: (path: string, options?: never) => firstOf(path, (place) => fs.promises.readFile(place, options)),
    stat: (path: string) => firstOf(path, (place) => fs.promises.stat(place)),
    lstat: (path: string) => firstOf(path, (place) => fs.promises.lstat(place)),
    readdir,
  };
  return { promises: layered as unknown as typeof fs.promises };
}
