import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { CallOptions } from "@signalbox/release-core";

/** A file as it lies on this machine. */
export interface LocalFile {
  /** Bytes. */
  readonly size: number;
  /** 64 hex digits. */
  readonly sha256: string;
}

/** Reads a file once; null when it is not there, or is no file. */
export async function readLocalFile(path: string, { signal }: CallOptions): Promise<LocalFile | null> {
  const hash = createHash("sha256");
  let size = 0;
  try {
    for await (const chunk of createReadStream(path, { signal })) {
      size += (chunk as Buffer).length;
      hash.update(chunk as Buffer);
    }
  } catch (error) {
    if (["ENOENT", "ENOTDIR", "EISDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw error;
  }
  return { size, sha256: hash.digest("hex") };
}
