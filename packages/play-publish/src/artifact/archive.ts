import type { FileHandle } from "node:fs/promises";
import { type Entry, fromFdPromise, type ZipFile } from "yauzl";
import { archiveFlaw, type Flaw } from "./flaw.js";

/** Nothing that is built has as many files; a list of this length is an attack. */
const MOST_ENTRIES = 200_000;
/** Deflate cannot do more than 1:1032, and no real build comes near: bundles are 1:2 to 1:10. */
const LARGEST_RATIO = 100;
const SMALL = 1024 ** 3;

/** A zip file by its list of contents. Nothing of it is unpacked but what is asked for, up to a limit. */
export interface Archive {
  readonly entries: ReadonlyMap<string, Entry>;
  /** What speaks against the archive as a whole; empty: fine. */
  readonly flaws: readonly Flaw[];
  /** The first bytes of a file in it. */
  read(entry: Entry, most: number): Promise<Buffer>;
  /** Where the bytes of a file begin in the archive. */
  dataOffset(entry: Entry): Promise<number>;
}

/** Reads the list of contents. Returns the flaw where it is no readable zip. */
export async function openArchive(handle: FileHandle, signal: AbortSignal): Promise<Archive | Flaw> {
  const { size } = await handle.stat();
  try {
    const zip = await fromFdPromise(handle.fd, { autoClose: false, lazyEntries: true, strictFileNames: true });
    const { entries, flaws } = await listEntries(zip, size, signal);
    return {
      entries,
      flaws,
      read: (entry, most) => readEntry(zip, entry, most),
      dataOffset: async (entry) => (await zip.readLocalFileHeaderPromise(entry, { minimal: true })).fileDataStart,
    };
  } catch (error) {
    signal.throwIfAborted();
    return archiveFlaw(error, await startOf(handle));
  }
}

async function listEntries(
  zip: ZipFile,
  size: number,
  signal: AbortSignal,
): Promise<Pick<Archive, "entries" | "flaws">> {
  const entries = new Map<string, Entry>();
  const flaws: Flaw[] = [];
  let unpacked = 0;
  if (zip.entryCount > MOST_ENTRIES) return { entries, flaws: [{ name: "bomb", text: `${zip.entryCount} files` }] };
  for await (const entry of zip.eachEntry()) {
    signal.throwIfAborted();
    if (entries.has(entry.fileName)) flaws.push({ name: "duplicate", text: entry.fileName });
    entries.set(entry.fileName, entry);
    unpacked += entry.uncompressedSize;
  }
  if (unpacked > SMALL && unpacked > size * LARGEST_RATIO)
    flaws.push({ name: "bomb", text: `${size} bytes that become ${unpacked}` });
  return { entries, flaws };
}

async function readEntry(zip: ZipFile, entry: Entry, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  const stream = await zip.openReadStreamPromise(entry);
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length >= most) break; // also ends the stream
  }
  return Buffer.concat(chunks).subarray(0, most);
}

async function startOf(handle: FileHandle): Promise<Buffer> {
  const start = Buffer.alloc(4);
  const { bytesRead } = await handle.read(start, 0, 4, 0);
  return start.subarray(0, bytesRead);
}
