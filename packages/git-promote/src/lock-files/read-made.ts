import { constants } from "node:fs";
import { open, realpath } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

/** Larger files than this are no lock files. */
const MOST_BYTES = 64 * 1024 * 1024;

/** How the system says that a path leads to no file, or to a link (ELOOP, on some systems EMLINK). */
const NO_FILE = new Set(["ENOENT", "ENOTDIR", "ELOOP", "EMLINK", "EISDIR"]);

/**
 * The file that a command left, null when there is no plain file. A link is not followed, neither the file itself nor
 * a folder above it: it could lead to any file of this machine, which would then be pushed.
 */
export async function readMade(folder: string, path: string): Promise<Buffer | null> {
  try {
    const inside = relative(await realpath(folder), await realpath(dirname(join(folder, path))));
    if (inside.startsWith("..")) return null;
    const file = await open(join(folder, path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const found = await file.stat();
      return found.isFile() && found.size <= MOST_BYTES ? await file.readFile() : null;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (NO_FILE.has((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw error;
  }
}
