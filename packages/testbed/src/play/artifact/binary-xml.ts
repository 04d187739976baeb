import type { Manifest } from "./read-manifest.js";

const STRING_POOL = 0x0001;
const START_ELEMENT = 0x0102;
const UTF8 = 0x100;
const NO_STRING = 0xffffffff;

/** The manifest of an APK is Android's binary XML (ResourceTypes.h). */
export function manifestOfApk(bytes: Buffer): Manifest | null {
  let strings: readonly string[] = [];
  const elements: { name: string; attributes: Map<string, string> }[] = [];
  for (let at = bytes.readUInt16LE(2); at < bytes.length; at += bytes.readUInt32LE(at + 4)) {
    const type = bytes.readUInt16LE(at);
    if (type === STRING_POOL) strings = stringPool(bytes, at);
    if (type === START_ELEMENT) elements.push(startElement(bytes, at, strings));
  }
  const manifest = elements.find(({ name }) => name === "manifest")?.attributes;
  if (manifest === undefined) return null;
  const application = elements.find(({ name }) => name === "application")?.attributes;
  return {
    packageName: manifest.get("package") ?? "",
    versionCode: Number(manifest.get("versionCode")),
    debuggable: !["0", undefined].includes(application?.get("debuggable")),
  };
}

function stringPool(bytes: Buffer, at: number): string[] {
  const wide = (bytes.readUInt32LE(at + 16) & UTF8) === 0;
  const start = at + bytes.readUInt32LE(at + 20);
  const offsets = Array.from({ length: bytes.readUInt32LE(at + 8) }, (_, index) =>
    bytes.readUInt32LE(at + 28 + index * 4),
  );
  return offsets.map((offset) => (wide ? wideString(bytes, start + offset) : narrowString(bytes, start + offset)));
}

function wideString(bytes: Buffer, at: number): string {
  const length = bytes.readUInt16LE(at);
  return bytes.toString("utf16le", at + 2, at + 2 + length * 2);
}

/** Two lengths come first, of letters and of bytes, each of one or two bytes. */
function narrowString(bytes: Buffer, at: number): string {
  const letters = bytes.readUInt8(at) < 0x80 ? at + 1 : at + 2;
  const first = bytes.readUInt8(letters);
  const [length, start] =
    first < 0x80 ? [first, letters + 1] : [((first & 0x7f) << 8) | bytes.readUInt8(letters + 1), letters + 2];
  return bytes.toString("utf8", start, start + length);
}

function startElement(
  bytes: Buffer,
  at: number,
  strings: readonly string[],
): { name: string; attributes: Map<string, string> } {
  const body = at + bytes.readUInt16LE(at + 2);
  const attributes = new Map<string, string>();
  const first = body + bytes.readUInt16LE(body + 8);
  const size = bytes.readUInt16LE(body + 10);
  for (let index = 0; index < bytes.readUInt16LE(body + 12); index++) {
    const attribute = first + index * size;
    const raw = bytes.readUInt32LE(attribute + 8);
    const value = raw === NO_STRING ? String(bytes.readUInt32LE(attribute + 16)) : strings[raw];
    attributes.set(strings[bytes.readUInt32LE(attribute + 4)] ?? "", value ?? "");
  }
  return { name: strings[bytes.readUInt32LE(body + 4)] ?? "", attributes };
}
