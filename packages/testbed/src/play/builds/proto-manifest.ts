import { ANDROID, type Attribute, type BuildManifest, type Element, manifestElement } from "./manifest-fields.js";

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 0x80; left = Math.floor(left / 128)) bytes.push((left % 128) | 0x80);
  return Buffer.from([...bytes, left]);
}

const number = (field: number, value: number): Buffer => Buffer.concat([varint(field * 8), varint(value)]);
const bytes = (field: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([varint(field * 8 + 2), varint(body.length), body]);
};
const text = (field: number, value: string): Buffer => bytes(field, Buffer.from(value));

/** The manifest of a bundle: an `XmlNode` of aapt2's Resources.proto, numbers and booleans compiled beside their text. */
export const protoManifest = (manifest: BuildManifest): Buffer => nodeOf(manifestElement(manifest));

function nodeOf({ name, attributes, children }: Element): Buffer {
  const namespace = bytes(1, text(1, "android"), text(2, ANDROID));
  const inside = [
    ...(name === "manifest" ? [namespace] : []),
    text(3, name),
    ...attributes.map((attribute) => bytes(4, attributeOf(attribute))),
    ...children.map((child) => bytes(5, nodeOf(child))),
  ];
  return bytes(1, ...inside);
}

function attributeOf({ name, resourceId, value }: Attribute): Buffer {
  const own = resourceId === 0 ? [] : [text(1, ANDROID)];
  const parts = [...own, text(2, name), text(3, String(value)), ...(resourceId === 0 ? [] : [number(5, resourceId)])];
  if (typeof value === "number") parts.push(bytes(6, bytes(7, number(6, value))));
  if (typeof value === "boolean") parts.push(bytes(6, bytes(7, number(8, value ? 1 : 0))));
  return Buffer.concat(parts);
}
