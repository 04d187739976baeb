import { ANDROID, type Attribute, type BuildManifest, type Element, manifestElement } from "./manifest-fields.js";
import { u16, u32 } from "./zip.js";

const NONE = 0xffffffff;
const TYPE = { string: 0x03, number: 0x10, boolean: 0x12 } as const;

const chunk = (type: number, header: readonly Buffer[], body: Buffer): Buffer => {
  const fixed = Buffer.concat(header);
  return Buffer.concat([u16(type), u16(8 + fixed.length), u32(8 + fixed.length + body.length), fixed, body]);
};

/** The manifest of an APK: Android's binary XML, its strings in UTF-16 or UTF-8. Source: ResourceTypes.h. */
export function binaryManifest(manifest: BuildManifest, encoding: "utf16" | "utf8" = "utf16"): Buffer {
  const root = manifestElement(manifest);
  const elements = [root, ...root.children];
  const own = elements.flatMap(({ attributes }) => attributes).filter(({ resourceId }) => resourceId !== 0);
  const names = elements.flatMap(({ name, attributes }) => [name, ...attributes.flatMap(textsOf)]);
  const strings = [...new Set([...own.map(({ name }) => name), ...names, ANDROID])];
  const ids = own.map(({ resourceId }) => u32(resourceId));
  const body = [stringPool(strings, encoding), chunk(0x0180, [], Buffer.concat(ids)), ...nodesOf(root, strings)];
  return chunk(0x0003, [], Buffer.concat(body));
}

const textsOf = ({ name, value }: Attribute): readonly string[] => [name, String(value)];

function nodesOf({ name, attributes, children }: Element, strings: readonly string[]): readonly Buffer[] {
  const at = (value: string): Buffer => u32(strings.indexOf(value));
  const place = [u32(1), u32(NONE)];
  const written = attributes.map(({ name: called, resourceId, value }) => {
    const isText = typeof value === "string";
    const type = isText ? TYPE.string : typeof value === "number" ? TYPE.number : TYPE.boolean;
    const content = isText ? at(value) : u32(typeof value === "number" ? value : value ? NONE : 0);
    const raw = isText ? at(value) : u32(NONE);
    const space = resourceId === 0 ? u32(NONE) : at(ANDROID);
    return Buffer.concat([space, at(called), raw, u16(8), Buffer.from([0, type]), content]);
  });
  const head = [u32(NONE), at(name), u16(20), u16(20), u16(attributes.length), u16(0), u16(0), u16(0)];
  const start = chunk(0x0102, place, Buffer.concat([...head, ...written]));
  const end = chunk(0x0103, place, Buffer.concat([u32(NONE), at(name)]));
  return [start, ...children.flatMap((child) => nodesOf(child, strings)), end];
}

function stringPool(strings: readonly string[], encoding: "utf16" | "utf8"): Buffer {
  const encoded = strings.map(encoding === "utf16" ? wide : narrow);
  let at = 0;
  const offsets = encoded.map((bytes) => u32((at += bytes.length) - bytes.length));
  const padding = Buffer.alloc((4 - (at % 4)) % 4);
  const flags = encoding === "utf16" ? 0 : 0x100;
  const header = [u32(strings.length), u32(0), u32(flags), u32(28 + strings.length * 4), u32(0)];
  return chunk(0x0001, header, Buffer.concat([...offsets, ...encoded, padding]));
}

const wide = (value: string): Buffer => Buffer.concat([u16(value.length), Buffer.from(value, "utf16le"), u16(0)]);

function narrow(value: string): Buffer {
  const bytes = Buffer.from(value, "utf8");
  return Buffer.concat([lengthOf(value.length), lengthOf(bytes.length), bytes, Buffer.from([0])]);
}

const lengthOf = (length: number): Buffer =>
  Buffer.from(length < 0x80 ? [length] : [0x80 | (length >> 8), length & 0xff]);
