type Node = Record<string, unknown>;

/**
 * Rewrites `nullable` of OpenAPI 3.0 (Schema Object) as JSON Schema says it, in place: `type` and `enum` take null, and
 * what has neither (a reference, `allOf`, `oneOf`) becomes an alternative to null.
 */
export function rewriteNullable(node: unknown): void {
  if (node === null || typeof node !== "object") return;
  Object.values(node).forEach(rewriteNullable);
  if (!("nullable" in node) || typeof node.nullable !== "boolean") return;
  const schema = node as Node;
  const nullable = schema.nullable;
  delete schema.nullable;
  if (nullable !== true) return;
  if (Array.isArray(schema.enum) && !schema.enum.includes(null)) schema.enum = [...(schema.enum as unknown[]), null];
  const composed = ["$ref", "allOf", "oneOf", "anyOf"].some((key) => key in schema);
  if (!composed && typeof schema.type === "string") schema.type = [schema.type, "null"];
  else if (composed) {
    const copy = { ...schema };
    for (const key of Object.keys(schema)) delete schema[key];
    schema.anyOf = [copy, { type: "null" }];
  }
}
