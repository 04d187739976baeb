import { u16, u32, u64 } from "./zip.js";

const LOAD = 1;

/** The beginning of a 64-bit ELF library: headers of two loaded segments, aligned as given. */
export function nativeLibrary(align: number): Buffer {
  const ident = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  const header = [ident, u16(3), u16(183), u32(1), u64(0), u64(64), u64(0), u32(0), u16(64), u16(56), u16(2), u16(0)];
  const segment = [u32(LOAD), u32(5), u64(0), u64(0), u64(0), u64(176), u64(176), u64(align)];
  return Buffer.concat([...header, u16(0), u16(0), ...segment, ...segment]);
}
