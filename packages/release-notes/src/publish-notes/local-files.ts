import { randomBytes } from "node:crypto";
import { open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { fileFailed } from "./errors.js";
import type { LocalFiles } from "./ports.js";

/** Pages as files of this machine, relative ones below `folder`. A file is written beside and renamed, so that nobody sees half of it. */
export function localFiles(folder = ""): LocalFiles {
  return {
    read: (path) => guarded(path, () => readOrNull(resolve(folder, path))),
    replace: (given, content, expected) =>
      guarded(given, async () => {
        const path = resolve(folder, given);
        const found = await readOrNull(path);
        if (found === null ? expected !== null : expected === null || !Buffer.from(found).equals(expected))
          return false;
        // Through a link: the link stays one.
        const real = found === null ? path : await realpath(path);
        const mode = found === null ? 0o644 : (await stat(real)).mode & 0o777;
        const beside = `${real}.${randomBytes(6).toString("hex")}.tmp`;
        try {
          const file = await open(beside, "wx", mode);
          try {
            await file.chmod(mode);
            await file.writeFile(content);
            await file.sync();
          } finally {
            await file.close();
          }
          await rename(beside, real);
        } finally {
          await rm(beside, { force: true });
        }
        return true;
      }),
  };
}

async function readOrNull(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

async function guarded<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw fileFailed(path, code === undefined ? message : `${code} ${message}`, error);
  }
}
