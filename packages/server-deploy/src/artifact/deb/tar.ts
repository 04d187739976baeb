import { artifactTruncated, artifactUnreadable } from "../errors.js";

const BLOCK = 512;

/** The regular files of a tar archive by name, `./` removed. The last of a name wins, as it does for tar. */
export function readTar(archive: Buffer, name: string): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (let at = 0; at + BLOCK <= archive.length;) {
    const header = archive.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) break;
    if (octal(header, 148, 8) !== checksumOf(header)) throw artifactUnreadable(name, "control.tar is damaged");
    const size = octal(header, 124, 12);
    if (size === null) throw artifactUnreadable(name, "control.tar has a file without a size");
    const start = at + BLOCK;
    if (start + size > archive.length) throw artifactTruncated(name, "control.tar");
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === "0" || type === "\0")
      files.set(textAt(header, 0, 100).replace(/^\.?\//, ""), archive.subarray(start, start + size));
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

const textAt = (header: Buffer, from: number, length: number): string => {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end === -1 ? length : end);
};

function octal(header: Buffer, from: number, length: number): number | null {
  const text = textAt(header, from, length).trim();
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : null;
}

/** The sum of all bytes, with blanks in the place of the sum itself. */
const checksumOf = (header: Buffer): number =>
  header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
