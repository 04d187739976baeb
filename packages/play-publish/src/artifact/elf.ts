const MAGIC = Buffer.from([0x7f, 0x45, 0x4c, 0x46]);
const CLASS_64 = 2;
const LITTLE_ENDIAN = 1;
const PT_LOAD = 1;

/** 16 KB, the page size of newer devices. */
export const PAGE = 16_384;
/** Enough for the headers of any real library: they stand at its beginning. */
export const ELF_HEAD = 65_536;

/**
 * True when every loaded segment is aligned to pages of 16 KB; null for what is no 64-bit library or hides its headers.
 * Source: https://developer.android.com/guide/practices/page-sizes and elf(5). Pure.
 */
export function hasLargePages(head: Buffer): boolean | null {
  if (head.length < 64 || !head.subarray(0, 4).equals(MAGIC)) return null;
  if (head.readUInt8(4) !== CLASS_64 || head.readUInt8(5) !== LITTLE_ENDIAN) return null;
  const start = Number(head.readBigUInt64LE(32));
  const [size, count] = [head.readUInt16LE(54), head.readUInt16LE(56)];
  if (size < 56 || start + size * count > head.length) return null;
  const segments = Array.from({ length: count }, (_, index) => head.subarray(start + index * size));
  return segments
    .filter((segment) => segment.readUInt32LE(0) === PT_LOAD)
    .every((segment) => segment.readBigUInt64LE(48) >= BigInt(PAGE));
}
