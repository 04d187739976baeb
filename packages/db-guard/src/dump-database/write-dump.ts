import { createHash, randomBytes } from "node:crypto";
import { link, mkdir, open, readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { fileTaken, noSpace } from "./errors.js";

export interface WrittenDump {
  readonly partial: string;
  readonly sha256: string;
  readonly size: number;
}

const partialOf = (file: string): string =>
  join(dirname(file), `.${basename(file)}.${process.pid}-${randomBytes(4).toString("hex")}.part`);

/**
 * Takes a stream into a file that is not the final one yet, and makes sure that it lies on the disk.
 * @throws ReleaseError `ERR_DUMP_NO_SPACE`
 */
export async function writePartial(
  file: string,
  from: Readable,
  onBytes: (size: number) => void,
): Promise<WrittenDump> {
  const partial = partialOf(file);
  const hash = createHash("sha256");
  const handle = await open(partial, "wx", 0o600);
  let size = 0;
  try {
    for await (const chunk of from as AsyncIterable<Buffer>) {
      hash.update(chunk);
      await handle.writeFile(chunk);
      size += chunk.length;
      onBytes(size);
    }
    await handle.sync();
  } catch (error) {
    await rm(partial, { force: true });
    throw (error as NodeJS.ErrnoException).code === "ENOSPC" ? noSpace(file, error) : error;
  } finally {
    await handle.close();
  }
  return { partial, sha256: hash.digest("hex"), size };
}

/** The final name comes to be at once, and over nothing. @throws ReleaseError `ERR_DUMP_FILE_TAKEN` */
export async function publish(partial: string, file: string): Promise<void> {
  await link(partial, file).catch((error: NodeJS.ErrnoException) => {
    throw error.code === "EEXIST" ? fileTaken(file) : error;
  });
  await rm(partial, { force: true });
  const folder = await open(dirname(file), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Makes the folder, and throws away what a killed process left of the same dump. */
export async function prepareFolder(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const beginning = `.${basename(file)}.`;
  for (const name of await readdir(dirname(file))) {
    const [, pid] = name.startsWith(beginning)
      ? (/^(\d+)-[0-9a-f]{8}\.part$/.exec(name.slice(beginning.length)) ?? [])
      : [];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(dirname(file), name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
