import { cacheUnwritable } from "./errors.js";

/** Codes of the file system (errno(3)) that say: not here, not by you. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "not permitted",
  EROFS: "the file system is read-only",
  ENOTDIR: "a part of the path is a file",
  EEXIST: "a file is in its place",
  ENOSPC: "the disk is full",
  EDQUOT: "the quota is used up",
};

/** Does something that writes below a folder of ours. @throws ReleaseError `ERR_CACHE_UNWRITABLE` */
export async function writingCache<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    const reason = syscall === undefined || syscall.startsWith("spawn") ? undefined : REASONS[code ?? ""];
    throw reason === undefined ? error : cacheUnwritable(folder, reason, error);
  }
}
