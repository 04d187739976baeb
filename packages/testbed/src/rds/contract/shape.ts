/** What a member of a request or an answer is made of, read from the schemas that the SDK itself works by. */
export type Shape =
  | {
      readonly kind: "structure";
      readonly name: string;
      readonly members: ReadonlyMap<string, () => Shape>;
      readonly required: readonly string[];
    }
  | { readonly kind: "list"; readonly itemName: string; readonly item: () => Shape }
  | { readonly kind: "text" | "number" | "boolean" | "time" };

/** Sentinels of the SDK's schemas; see `@smithy/types`, `schema/sentinels`. */
const LIST = 1;
const STRUCTURE = 3;
const SIMPLE = 0;
const LIST_OF = 64;
const TIMES: readonly unknown[] = [4, 5, 6, 7];

/** A schema, a function that gives it, or one with traits beside it. */
export type Written = number | "unit" | readonly unknown[] | (() => Written);

/** @throws Error for a schema that no action served here has */
export function shapeOf(written: Written): Shape {
  const schema = typeof written === "function" ? written() : written;
  if (typeof schema === "function") return shapeOf(schema);
  if (typeof schema === "number") return simpleShape(schema);
  if (schema === "unit") return { kind: "structure", name: "unit", members: new Map(), required: [] };
  const [sentinel] = schema;
  if (typeof sentinel === "function" || Array.isArray(sentinel) || schema.length === 2)
    return shapeOf(schema[0] as Written);
  if (sentinel === SIMPLE) return shapeOf(schema[4] as Written);
  if (sentinel === LIST) {
    const item = schema[4] as Written;
    return { kind: "list", itemName: xmlNameOf(item) ?? "member", item: () => shapeOf(item) };
  }
  if (sentinel !== STRUCTURE) throw new Error(`a schema of the SDK begins with ${String(sentinel)}`);
  const [, , name, , names, schemas, required] = schema as [
    number,
    string,
    string,
    unknown,
    string[],
    Written[],
    number?,
  ];
  return {
    kind: "structure",
    name,
    members: new Map(names.map((member, index) => [member, () => shapeOf(schemas[index] ?? 0)])),
    required: names.slice(0, required ?? 0),
  };
}

function simpleShape(code: number): Shape {
  if (code >= LIST_OF) return { kind: "list", itemName: "member", item: () => simpleShape(code - LIST_OF) };
  if (TIMES.includes(code)) return { kind: "time" };
  return { kind: code === 1 ? "number" : code === 2 ? "boolean" : "text" };
}

function xmlNameOf(item: Written): string | undefined {
  if (typeof item !== "object" || item.length !== 2) return undefined;
  return (item[1] as { xmlName?: string } | null)?.xmlName;
}
