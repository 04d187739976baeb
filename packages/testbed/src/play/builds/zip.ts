import { deflateRawSync } from "node:zlib";
import { crc32 as crcOf } from "./crc32.js";

export interface ZipFile {
  readonly name: string;
  readonly bytes: Buffer;
  /** Left as it is, its bytes at a multiple of `align`. Default: deflated. */
  readonly stored?: boolean;
  readonly align?: number;
}

const DEFLATED = 8;
/** 1 January 1980: the earliest that a zip can say, so that the same build is the same file. */
const DOS_DATE = 0x21;

/** A zip with room for something between its files and its list of contents. Source: APPNOTE.TXT. */
export function writeZip(files: readonly ZipFile[], beforeDirectory: Buffer = Buffer.alloc(0)): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, stored = false, align = 1 } of files) {
    const data = stored ? bytes : deflateRawSync(bytes);
    const padding = Buffer.alloc((align - ((at + 30 + Buffer.byteLength(name)) % align)) % align);
    const fields = fieldsOf({ name, bytes, data, stored });
    const local = Buffer.concat([signature(0x04034b50), fields, u16(padding.length), Buffer.from(name), padding]);
    directory.push(signature(0x02014b50), u16(20), fields, u16(0), u16(0), u16(0), u16(0), u32(0), u32(at));
    directory.push(Buffer.from(name));
    parts.push(local, data);
    at += local.length + data.length;
  }
  const list = Buffer.concat(directory);
  const start = at + beforeDirectory.length;
  const end = [signature(0x06054b50), u16(0), u16(0), u16(files.length), u16(files.length), u32(list.length)];
  return Buffer.concat([...parts, beforeDirectory, list, ...end, u32(start), u16(0)]);
}

/** What the local header and the list of contents both say, up to the length of the name. */
function fieldsOf(file: { name: string; bytes: Buffer; data: Buffer; stored: boolean }): Buffer {
  const head = [u16(20), u16(0), u16(file.stored ? 0 : DEFLATED), u16(0), u16(DOS_DATE), u32(crcOf(file.bytes))];
  return Buffer.concat([...head, u32(file.data.length), u32(file.bytes.length), u16(Buffer.byteLength(file.name))]);
}

const signature = (value: number): Buffer => u32(value);

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

export function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
