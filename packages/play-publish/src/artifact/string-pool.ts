const UTF8 = 1 << 8;
const MOST_STRINGS = 1_000_000;

/**
 * The strings of a string pool chunk of Android's binary XML, in UTF-8 or UTF-16. Source: `ResStringPool_header` in
 * ResourceTypes.h.
 * @throws RangeError for bytes that are none
 */
export function readStringPool(chunk: Buffer): readonly string[] {
  const [header, count] = [chunk.readUInt16LE(2), chunk.readUInt32LE(8)];
  const [flags, start] = [chunk.readUInt32LE(16), chunk.readUInt32LE(20)];
  if (count > MOST_STRINGS) throw new RangeError("more strings than a manifest can have");
  const read = (flags & UTF8) === 0 ? utf16At : utf8At;
  return Array.from({ length: count }, (_, index) => read(chunk, start + chunk.readUInt32LE(header + index * 4)));
}

/** Length in characters, length in bytes, text; a length from 128 up takes two bytes. */
function utf8At(chunk: Buffer, at: number): string {
  const sizeOf = (from: number): number => (chunk.readUInt8(from) < 0x80 ? 1 : 2);
  const bytesAt = at + sizeOf(at);
  const first = chunk.readUInt8(bytesAt);
  const length = first < 0x80 ? first : ((first & 0x7f) << 8) | chunk.readUInt8(bytesAt + 1);
  const text = bytesAt + sizeOf(bytesAt);
  return within(chunk, text, length).toString("utf8");
}

/** Length in characters, text; a length from 32768 up takes four bytes. */
function utf16At(chunk: Buffer, at: number): string {
  const first = chunk.readUInt16LE(at);
  const isLong = first >= 0x8000;
  const length = isLong ? (first & 0x7fff) * 0x10000 + chunk.readUInt16LE(at + 2) : first;
  return within(chunk, at + (isLong ? 4 : 2), length * 2).toString("utf16le");
}

function within(chunk: Buffer, from: number, length: number): Buffer {
  if (from + length > chunk.length) throw new RangeError("a string beyond its pool");
  return chunk.subarray(from, from + length);
}
