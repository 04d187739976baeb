import { createHash, randomUUID } from "node:crypto";
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { PackagedFiles } from "./service-files.js";

/**
 * Makes a file once for a content: `make` gets an empty folder and leaves the file in its `out`. The same
 * specification has the same path, another one another path, also when both have the same file name.
 */
export async function builtOnce(folder: string, spec: unknown, make: (work: string) => Promise<void>): Promise<string> {
  const key = createHash("sha256").update(JSON.stringify(spec)).digest("hex").slice(0, 16);
  const place = join(folder, key);
  const built = async (): Promise<string | undefined> => (await readdir(place).catch(() => []))[0];
  let file = await built();
  if (file === undefined) {
    const work = join(folder, `.${key}-${randomUUID()}`);
    await mkdir(join(work, "out"), { recursive: true });
    try {
      await make(work);
      await rename(join(work, "out"), place).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== "ENOTEMPTY") throw error; // somebody was faster
      });
    } finally {
      await rm(work, { recursive: true, force: true });
    }
    file = await built();
  }
  return join(place, file ?? "");
}

export async function writeFiles(root: string, files: PackagedFiles): Promise<void> {
  for (const [path, { content, mode }] of Object.entries(files)) {
    const target = join(root, path);
    await mkdir(dirname(target), { recursive: true, mode: 0o755 });
    await writeFile(target, content);
    await chmod(target, mode);
  }
}

export const sha256Of = async (path: string): Promise<string> =>
  createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
