import type { Archive } from "./archive.js";
import { ELF_HEAD, hasLargePages, PAGE } from "./elf.js";
import type { Kind } from "./kind-of.js";

/** Devices with pages of 16 KB are 64-bit ones. */
const LIBRARY = /(?:^|\/)lib\/(?:arm64-v8a|x86_64)\/[^/]+\.so$/;
const STORED = 0;

/** Paths of native libraries that do not load on devices with pages of 16 KB. */
export async function misalignedLibraries(
  archive: Archive,
  kind: Kind,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const offending: string[] = [];
  for (const [name, entry] of archive.entries) {
    if (!LIBRARY.test(name)) continue;
    signal.throwIfAborted();
    // In a bundle the place says nothing: Play writes APKs of its own from it.
    const isMapped = kind === "apk" && entry.compressionMethod === STORED;
    const isInPlace = !isMapped || (await archive.dataOffset(entry)) % PAGE === 0;
    if (!isInPlace || hasLargePages(await archive.read(entry, ELF_HEAD)) !== true) offending.push(name);
  }
  return offending;
}
