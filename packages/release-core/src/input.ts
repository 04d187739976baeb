import type { z } from "zod";
import { inputInvalid } from "./errors.js";
import { toJson, type Json } from "./json.js";

/** Parses an input with its schema and names every problem at once, with path and value. */
export function parseInput<Schema extends z.ZodType>(kind: string, schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw inputInvalid(
    kind,
    parsed.error.issues.map((issue) => ({
      path: issue.path.map(String).join(".") || "(input)",
      message: issue.message,
      value: valueAt(input, issue.path),
    })),
  );
}

/**
 * Parses an input in its JSON form, as `apply` will find it in the plan: what a file cannot carry is refused at once,
 * and nothing of the caller's is shared.
 */
export function parseJsonInput<Schema extends z.ZodType>(
  kind: string,
  schema: Schema,
  input: unknown,
): { readonly json: Json; readonly input: z.output<Schema> } {
  parseInput(kind, schema, input);
  const json = toJson(input);
  return { json, input: parseInput(kind, schema, json) };
}

function valueAt(input: unknown, path: readonly PropertyKey[]): Json {
  const found = path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], input);
  try {
    return toJson(found ?? null);
  } catch {
    return String(found);
  }
}
