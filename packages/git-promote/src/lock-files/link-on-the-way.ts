import { lstat } from "node:fs/promises";
import { join } from "node:path";

/**
 * The first part of a path below a folder that is a symbolic link, null when none is. A repository may have a link to
 * any place of this machine where a rule names a folder or a lock file; a command must not write through it.
 */
export async function linkOnTheWay(folder: string, path: string): Promise<string | null> {
  const parts = path.split("/").filter((part) => part !== "");
  for (const [index] of parts.entries()) {
    const part = parts.slice(0, index + 1).join("/");
    try {
      if ((await lstat(join(folder, part))).isSymbolicLink()) return part;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
      throw error;
    }
  }
  return null;
}
