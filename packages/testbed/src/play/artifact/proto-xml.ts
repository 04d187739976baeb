import type { Manifest } from "./read-manifest.js";

type Fields = ReadonlyMap<number, readonly (Buffer | number)[]>;

/** The manifest of a bundle is an `XmlNode` of aapt2's Resources.proto. */
export function manifestOfBundle(bytes: Buffer): Manifest | null {
  const root = element(bytes);
  if (root === null || root.name !== "manifest") return null;
  const application = root.children.map(element).find((each) => each?.name === "application");
  const versionCode = root.attributes.get("versionCode");
  return {
    packageName: root.attributes.get("package") ?? "",
    versionCode: Number(versionCode),
    debuggable: application?.attributes.get("debuggable") === "true",
  };
}

interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** Encoded nodes. */
  readonly children: readonly Buffer[];
}

function element(node: Buffer): Element | null {
  const encoded = message(node).get(1)?.[0];
  if (!Buffer.isBuffer(encoded)) return null;
  const fields = message(encoded);
  const attributes = buffers(fields, 4).map((attribute): [string, string] => {
    const parts = message(attribute);
    return [text(parts, 2), text(parts, 3) || compiled(buffers(parts, 6)[0])];
  });
  return { name: text(fields, 3), attributes: new Map(attributes), children: buffers(fields, 5) };
}

/** `Item.prim`: a number in decimal or hexadecimal, or a boolean. */
function compiled(item: Buffer | undefined): string {
  const primitive = item === undefined ? undefined : buffers(message(item), 7)[0];
  if (primitive === undefined) return "";
  const fields = message(primitive);
  const flag = fields.get(8)?.[0];
  return flag === undefined ? String(fields.get(6)?.[0] ?? fields.get(7)?.[0] ?? "") : String(flag === 1);
}

const buffers = (fields: Fields, number: number): Buffer[] =>
  (fields.get(number) ?? []).filter((each): each is Buffer => Buffer.isBuffer(each));
const text = (fields: Fields, number: number): string => buffers(fields, number)[0]?.toString() ?? "";

/** The wire format: https://protobuf.dev/programming-guides/encoding/ */
function message(bytes: Buffer): Fields {
  const fields = new Map<number, (Buffer | number)[]>();
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes.readUInt8(at++);
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  const take = (length: number): Buffer => bytes.subarray(at, (at += length));
  while (at < bytes.length) {
    const tag = varint();
    const wire = tag & 7;
    const value = wire === 0 ? varint() : take(wire === 2 ? varint() : wire === 5 ? 4 : 8);
    fields.set(tag >>> 3, [...(fields.get(tag >>> 3) ?? []), value]);
  }
  return fields;
}
