import type { Shape } from "./shape.js";

/** An answer of RDS. @throws Error when it has a member that the SDK would not read */
export function writeXml(name: string, shape: Shape, value: unknown): string {
  if (value === undefined || value === null) return "";
  if (shape.kind === "structure") {
    const unknown = Object.keys(value).filter((member) => !shape.members.has(member));
    if (unknown.length > 0) throw new Error(`${shape.name} has no ${unknown.join(", ")}`);
    const parts = [...shape.members].map(([member, of]) => {
      const part = (value as Record<string, unknown>)[member];
      return part === undefined || part === null ? "" : writeXml(member, of(), part);
    });
    return `<${name}>${parts.join("")}</${name}>`;
  }
  if (shape.kind === "list") {
    const items = (value as readonly unknown[]).map((item) => writeXml(shape.itemName, shape.item(), item));
    return `<${name}>${items.join("")}</${name}>`;
  }
  const type = shape.kind === "time" ? "object" : shape.kind === "text" ? "string" : shape.kind;
  if (typeof value !== type) throw new Error(`${name} is ${shape.kind}, and not ${typeof value}`);
  const text = value instanceof Date ? value.toISOString() : typeof value === "string" ? value : JSON.stringify(value);
  return `<${name}>${escapeXml(text)}</${name}>`;
}

export const escapeXml = (text: string): string =>
  text.replace(/[<&>]/g, (sign) => ({ "<": "&lt;", "&": "&amp;", ">": "&gt;" })[sign] ?? sign);
