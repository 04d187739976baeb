import { type Manifest, manifestOf, type XmlAttribute, type XmlElement } from "./manifest.js";
import { readStringPool } from "./string-pool.js";

// Android's compiled XML: chunks of type, header size and size. Source: ResourceTypes.h,
// https://android.googlesource.com/platform/frameworks/base/+/refs/heads/main/libs/androidfw/include/androidfw/ResourceTypes.h
const XML = 0x0003;
const STRING_POOL = 0x0001;
const RESOURCE_MAP = 0x0180;
const START_ELEMENT = 0x0102;
const NO_STRING = 0xffffffff;
const VALUE = { reference: 1, attribute: 2, string: 3, decimal: 0x10, hexadecimal: 0x11, boolean: 0x12 } as const;
const LEAST_CHUNK = 8;

/** The manifest of an APK, which is compiled to Android's binary XML. Null when it is none. Pure. */
export function readApkManifest(bytes: Buffer): Manifest | null {
  try {
    return bytes.readUInt16LE(0) === XML ? manifestOf(elementsOf(bytes)) : null;
  } catch (error) {
    if (error instanceof RangeError) return null; // read beyond the end
    throw error;
  }
}

function elementsOf(xml: Buffer): readonly XmlElement[] {
  let strings: readonly string[] = [];
  let resourceIds: readonly number[] = [];
  const elements: XmlElement[] = [];
  for (let at = xml.readUInt16LE(2); at + LEAST_CHUNK <= xml.length;) {
    const size = xml.readUInt32LE(at + 4);
    if (size < LEAST_CHUNK || at + size > xml.length) throw new RangeError("a chunk longer than its file");
    const chunk = xml.subarray(at, at + size);
    const type = chunk.readUInt16LE(0);
    if (type === STRING_POOL) strings = readStringPool(chunk);
    if (type === RESOURCE_MAP) resourceIds = numbersOf(chunk.subarray(chunk.readUInt16LE(2)));
    if (type === START_ELEMENT) elements.push(elementOf(chunk, strings, resourceIds));
    at += size;
  }
  return elements;
}

const numbersOf = (bytes: Buffer): readonly number[] =>
  Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => bytes.readUInt32LE(index * 4));

function elementOf(chunk: Buffer, strings: readonly string[], resourceIds: readonly number[]): XmlElement {
  const body = chunk.subarray(chunk.readUInt16LE(2));
  const [start, size, count] = [body.readUInt16LE(8), body.readUInt16LE(10), body.readUInt16LE(12)];
  const attributes = Array.from({ length: count }, (_, index) => {
    const bytes = body.subarray(start + index * size, start + (index + 1) * size);
    const name = bytes.readUInt32LE(4);
    return { name: strings[name] ?? "", resourceId: resourceIds[name] ?? 0, value: valueOf(bytes, strings) };
  });
  return { name: strings[body.readUInt32LE(4)] ?? "", attributes };
}

function valueOf(attribute: Buffer, strings: readonly string[]): XmlAttribute["value"] {
  const raw = attribute.readUInt32LE(8);
  const type = attribute.readUInt8(15);
  const value = attribute.readUInt32LE(16);
  if (type === VALUE.reference || type === VALUE.attribute) return null;
  if (type === VALUE.boolean) return value !== 0;
  if (type === VALUE.decimal || type === VALUE.hexadecimal) return value;
  return strings[raw === NO_STRING ? value : raw] ?? null;
}
