import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import type { CallOptions } from "@signalbox/release-core";
import { artifactMissing } from "./errors.js";

/** A file that is read in pieces: a package may have gigabytes, its headers have kilobytes. */
export interface Bytes {
  readonly name: string;
  /** Of the whole file. */
  readonly size: number;
  /** Fewer bytes than asked for at the end of the file. */
  readonly read: (offset: number, length: number) => Promise<Buffer>;
}

/**
 * Opens a file for `look`, and reads it whole once for its sha256.
 * @throws ReleaseError `ERR_ARTIFACT_MISSING`
 */
export async function withBytes<T>(
  path: string,
  options: CallOptions,
  look: (bytes: Bytes, sha256: string) => Promise<T>,
): Promise<T> {
  const file = await open(path, "r").catch((error: unknown) => {
    throw isMissing(error) ? artifactMissing(path) : error;
  });
  try {
    const found = await file.stat();
    if (!found.isFile()) throw artifactMissing(path);
    const hash = createHash("sha256");
    for await (const chunk of file.createReadStream({ autoClose: false, start: 0 })) {
      options.signal?.throwIfAborted();
      hash.update(chunk as Buffer);
    }
    const read = async (offset: number, length: number): Promise<Buffer> => {
      const buffer = Buffer.alloc(Math.max(0, Math.min(length, found.size - offset)));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, offset);
      return buffer.subarray(0, bytesRead);
    };
    return await look({ name: path.split(/[/\\]/).at(-1) ?? path, size: found.size, read }, hash.digest("hex"));
  } finally {
    await file.close();
  }
}

const isMissing = (error: unknown): boolean =>
  ["ENOENT", "ENOTDIR", "EISDIR"].includes((error as NodeJS.ErrnoException).code ?? "");
