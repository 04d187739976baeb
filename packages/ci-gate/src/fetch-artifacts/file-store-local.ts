import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { contextOf, isReleaseError } from "@signalbox/release-core";
import { fileFailed } from "./errors.js";
import type { FileContent, FileStore } from "./file-store.js";

/** Files of this machine. Folders are made where there are none. */
export function localFileStore(): FileStore {
  return {
    look: async (path, options) => {
      const { signal } = contextOf(options);
      const hash = createHash("sha256");
      let size = 0;
      try {
        for await (const chunk of createReadStream(path, { signal }) as AsyncIterable<Buffer>) {
          hash.update(chunk);
          size += chunk.length;
        }
      } catch (error) {
        return absent(path, error, signal);
      }
      return { size, sha256: hash.digest("hex") };
    },
    readText: async (path, options) => {
      const { signal } = contextOf(options);
      return readFile(path, { encoding: "utf8", signal }).catch((error: unknown) => absent(path, error, signal));
    },
    save: async (path, bytes, check, options) => {
      const { signal } = contextOf(options);
      const partial = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.part`);
      try {
        await mkdir(dirname(path), { recursive: true });
        const content = await write(partial, bytes, signal);
        await check(content);
        await rename(partial, path);
        await syncFolder(dirname(path));
        return content;
      } catch (error) {
        throw failed(path, error, signal);
      } finally {
        await rm(partial, { force: true }).catch(() => undefined);
      }
    },
  };
}

async function write(
  path: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  signal: AbortSignal,
): Promise<FileContent> {
  const hash = createHash("sha256");
  let size = 0;
  const file = await open(path, "wx");
  try {
    for await (const chunk of bytes) {
      signal.throwIfAborted();
      hash.update(chunk);
      size += chunk.length;
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { size, sha256: hash.digest("hex") };
}

/** The new name outlives a stop of the machine; some file systems sync no folders, and need not. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path).catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

function absent(path: string, error: unknown, signal: AbortSignal): null {
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR") return null;
  throw failed(path, error, signal);
}

/** Only what the file system says: errors of those who give the bytes stay as they are. */
function failed(path: string, error: unknown, signal: AbortSignal): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (isReleaseError(error) || signal.aborted || code === undefined || syscall === undefined) return error;
  return fileFailed(path, code, error);
}
