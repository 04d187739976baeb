import type { z } from "zod";
import { inputInvalid } from "./errors.js";
import { toJson } from "./json.js";

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

function valueAt(input: unknown, path: readonly PropertyKey[]) {
  const found = path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], input);
  try {
    return toJson(found ?? null);
  } catch {
    return String(found);
  }
}
