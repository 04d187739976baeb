import { type Manifest, manifestOf, type XmlAttribute, type XmlElement } from "./manifest.js";
import { protoField, protoFields } from "./protobuf.js";

// Field numbers of aapt2's Resources.proto (XmlNode, XmlElement, XmlAttribute, Item, Primitive). Source:
// https://android.googlesource.com/platform/frameworks/base/+/refs/heads/main/tools/aapt2/Resources.proto
const NODE_ELEMENT = 1;
const ELEMENT = { name: 3, attribute: 4, child: 5 } as const;
const ATTRIBUTE = { name: 2, value: 3, resourceId: 5, compiled: 6 } as const;
const ITEM = { reference: 1, string: 2, rawString: 3, primitive: 7 } as const;
const PRIMITIVE = { decimal: 6, hexadecimal: 7, boolean: 8 } as const;
const STRING_VALUE = 1;

/** The manifest of a bundle, which is compiled to a protocol buffers message. Null when it is none. Pure. */
export function readBundleManifest(bytes: Buffer): Manifest | null {
  try {
    return manifestOf(elementsOf(bytes));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The root and its children: all that is looked at, so a deep tree costs nothing. */
function elementsOf(node: Buffer): readonly XmlElement[] {
  const root = protoField(node, NODE_ELEMENT)?.bytes;
  if (root === undefined) return [];
  const children = [...protoFields(root)]
    .filter(({ number }) => number === ELEMENT.child)
    .flatMap(({ bytes }) => protoField(bytes, NODE_ELEMENT)?.bytes ?? []);
  return [root, ...children].map(elementOf);
}

function elementOf(element: Buffer): XmlElement {
  const attributes = [...protoFields(element)].filter(({ number }) => number === ELEMENT.attribute);
  return { name: textOf(element, ELEMENT.name), attributes: attributes.map(({ bytes }) => attributeOf(bytes)) };
}

function attributeOf(attribute: Buffer): XmlAttribute {
  const text = textOf(attribute, ATTRIBUTE.value);
  const compiled = protoField(attribute, ATTRIBUTE.compiled)?.bytes;
  return {
    name: textOf(attribute, ATTRIBUTE.name),
    resourceId: protoField(attribute, ATTRIBUTE.resourceId)?.value ?? 0,
    value: compiled === undefined ? text : itemOf(compiled, text),
  };
}

function itemOf(item: Buffer, text: string): XmlAttribute["value"] {
  const [field] = [...protoFields(item)].filter(({ number }) => Object.values<number>(ITEM).includes(number));
  if (field === undefined) return text;
  if (field.number === ITEM.reference) return null;
  if (field.number !== ITEM.primitive) return textOf(field.bytes, STRING_VALUE);
  const primitive = [...protoFields(field.bytes)].at(-1);
  if (primitive?.number === PRIMITIVE.boolean) return primitive.value !== 0;
  const isNumber = primitive?.number === PRIMITIVE.decimal || primitive?.number === PRIMITIVE.hexadecimal;
  return isNumber ? primitive.value : text;
}

const textOf = (message: Buffer, number: number): string => protoField(message, number)?.bytes.toString("utf8") ?? "";
