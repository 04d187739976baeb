import { createHash } from "node:crypto";
import { open } from "node:fs/promises";

const BLOCK = 512 * 1024;

/**
 * A file's length in bytes and its sha256, 64 hex digits. One block of memory serves for all of it: streams make a new one
 * for each 64 KB, and a gigabyte of them is there before they are collected.
 */
export async function hashFile(path: string, signal?: AbortSignal): Promise<{ size: number; sha256: string }> {
  const file = await open(path, "r");
  try {
    const hash = createHash("sha256");
    const block = Buffer.allocUnsafeSlow(BLOCK);
    let size = 0;
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(block, 0, BLOCK, size);
      if (bytesRead === 0) return { size, sha256: hash.digest("hex") };
      hash.update(block.subarray(0, bytesRead));
      size += bytesRead;
    }
  } finally {
    await file.close();
  }
}
