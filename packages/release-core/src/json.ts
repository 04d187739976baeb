import { createHash } from "node:crypto";
import { jsonUnsafe } from "./errors.js";

/** Any value that survives `JSON.stringify` and `JSON.parse` unchanged. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** An object literal, or one without a prototype; true for those of another realm too. */
export function isPlainObject(value: unknown): value is { readonly [key: string]: unknown } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Copies a value as plain JSON: `undefined` members are dropped, a `Date` becomes its ISO string, -0 becomes 0.
 * Plans, receipts and journal entries go through here, so that what is shown is what a file can carry (law 3).
 * @throws ReleaseError `ERR_NOT_JSON`, with the path, for functions, symbols, bigints, NaN, infinities, cycles, holes
 * in arrays, and objects that JSON would lose (Map, Set, Buffer, Error, class instances)
 */
export function toJson(value: unknown, path = "$", seen: readonly object[] = []): Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw jsonUnsafe(path, String(value));
    return value + 0;
  }
  if (typeof value !== "object") throw jsonUnsafe(path, typeof value);
  if (seen.includes(value)) throw jsonUnsafe(path, "cycle");
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw jsonUnsafe(path, "invalid Date");
    return value.toISOString();
  }
  const inside = [...seen, value];
  if (Array.isArray(value)) return Array.from(value, (item, index) => toJson(item, `${path}[${index}]`, inside));
  if (!isPlainObject(value))
    throw jsonUnsafe(path, (value.constructor as { name?: string } | undefined)?.name ?? "object");
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [key, toJson(member, `${path}.${key}`, inside)]));
}

/** Canonical JSON by RFC 8785: members sorted by UTF-16 code units, ECMAScript number and string form, no blanks. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members = value as { readonly [key: string]: Json };
  const sorted = Object.keys(members).sort();
  return `{${sorted.map((key) => `${JSON.stringify(key)}:${canonicalJson(members[key] as Json)}`).join(",")}}`;
}

/** sha256 of the canonical JSON, 64 lower-case hex digits. */
export function digestOf(value: Json): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}
