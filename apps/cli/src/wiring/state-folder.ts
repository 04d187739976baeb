import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Makes the folder of runs, and keeps it out of the repository that it may stand in; a `.gitignore` of the user stays. */
export async function hideStateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, ".gitignore"), "*\n", { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}
