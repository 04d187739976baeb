import type { FileHandle } from "node:fs/promises";
import { certificateOf, type Signer } from "./signer.js";

// Source: https://source.android.com/docs/security/features/apksigning/v2#apk-signing-block
const MAGIC = Buffer.from("APK Sig Block 42", "latin1");
const FOOTER = 24;
const END_RECORD = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const END_RECORD_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const MOST_BYTES = 16 * 1024 * 1024;
/** v3.1, v3 and v2: the newest scheme counts. */
const SCHEMES = [0x1b93ad61, 0xf05368c0, 0x7109871a];

/** Who signed an APK, by the signing block before its list of contents. Null when there is none, or a broken one. */
export async function readApkSigner(handle: FileHandle): Promise<Signer | null> {
  try {
    const block = await readBlock(handle);
    return block === null ? null : signerIn(block);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

async function readBlock(handle: FileHandle): Promise<Buffer | null> {
  const { size } = await handle.stat();
  const tail = await readAt(handle, Math.max(0, size - END_RECORD_SIZE - LONGEST_COMMENT), size);
  const directory = tail.readUInt32LE(tail.lastIndexOf(END_RECORD) + 16);
  if (directory < FOOTER) return null;
  const footer = await readAt(handle, directory - FOOTER, directory);
  if (!footer.subarray(8).equals(MAGIC)) return null;
  const length = Number(footer.readBigUInt64LE(0));
  if (length < FOOTER || length > MOST_BYTES) return null;
  return readAt(handle, directory - length, directory - FOOTER);
}

async function readAt(handle: FileHandle, from: number, to: number): Promise<Buffer> {
  if (from < 0) throw new RangeError("before the beginning");
  const bytes = Buffer.alloc(to - from);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
  return bytes.subarray(0, bytesRead);
}

/** Pairs of length (64 bit), id (32 bit) and value → the first signer's first certificate. Pure. */
export function signerIn(pairs: Buffer): Signer | null {
  const values = new Map<number, Buffer>();
  for (let at = 0; at + 12 <= pairs.length;) {
    const length = Number(pairs.readBigUInt64LE(at));
    values.set(pairs.readUInt32LE(at + 8), pairs.subarray(at + 12, at + 8 + length));
    at += 8 + length;
  }
  const scheme = SCHEMES.map((id) => values.get(id)).find((value) => value !== undefined);
  if (scheme === undefined) return null;
  const signer = prefixed(prefixed(scheme));
  const signedContent = prefixed(signer);
  const digests = prefixed(signedContent);
  const certificates = prefixed(signedContent.subarray(4 + digests.length));
  return certificateOf(prefixed(certificates));
}

/** What a length of 32 bits announces. */
function prefixed(bytes: Buffer): Buffer {
  const length = bytes.readUInt32LE(0);
  if (length > bytes.length - 4) throw new RangeError("longer than its bytes");
  return bytes.subarray(4, 4 + length);
}
