import type { Shape } from "./shape.js";

export type Value = string | number | boolean | readonly Value[] | { readonly [member: string]: Value };
export type Members = Readonly<Record<string, Value | undefined>>;

interface Tree {
  value?: string;
  readonly parts: Map<string, Tree>;
}

/**
 * The members of a request in the query protocol, `Tags.Tag.1.Key=…`; what the action does not have, and what it misses,
 * is said in `problems`. https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function readForm(form: URLSearchParams, shape: Shape, problems: string[]): Members {
  const root: Tree = { parts: new Map() };
  for (const [name, value] of form) {
    if (name === "Action" || name === "Version") continue;
    const leaf = name.split(".").reduce((tree, part) => {
      const next = tree.parts.get(part) ?? { parts: new Map<string, Tree>() };
      tree.parts.set(part, next);
      return next;
    }, root);
    leaf.value = value;
  }
  return valueOf(root, shape, "", problems) as Members;
}

function valueOf(tree: Tree, shape: Shape, path: string, problems: string[]): Value {
  if (shape.kind === "structure") return structureOf(tree, shape, path, problems);
  if (shape.kind === "list") return listOf(tree, shape, path, problems);
  const text = tree.value ?? "";
  if (tree.parts.size > 0) problems.push(`${path} has parts, and is ${shape.kind}`);
  if (shape.kind === "boolean" && text !== "true" && text !== "false") problems.push(`${path} is no boolean: ${text}`);
  if (shape.kind === "number" && !/^-?\d+(\.\d+)?$/.test(text)) problems.push(`${path} is no number: ${text}`);
  return shape.kind === "boolean" ? text === "true" : shape.kind === "number" ? Number(text) : text;
}

function structureOf(
  tree: Tree,
  { name, members, required }: Extract<Shape, { kind: "structure" }>,
  path: string,
  problems: string[],
): Value {
  const given = [...tree.parts].flatMap(([member, part]): [string, Value][] => {
    const at = path === "" ? member : `${path}.${member}`;
    const shape = members.get(member);
    if (shape === undefined) problems.push(`${name} has no member ${at}`);
    return shape === undefined ? [] : [[member, valueOf(part, shape(), at, problems)]];
  });
  const missing = required.filter((member) => !tree.parts.has(member));
  problems.push(...missing.map((member) => `${name} needs ${member}`));
  return Object.fromEntries(given);
}

function listOf(
  tree: Tree,
  { itemName, item }: Extract<Shape, { kind: "list" }>,
  path: string,
  problems: string[],
): Value {
  // The client writes an empty list as an empty value.
  if (tree.parts.size === 0) return [];
  const items = tree.parts.get(itemName);
  if (items === undefined || tree.parts.size > 1) problems.push(`the items of ${path} are called ${itemName}`);
  return [...(items?.parts ?? [])].map(([number, part]) => valueOf(part, item(), `${path}.${number}`, problems));
}
