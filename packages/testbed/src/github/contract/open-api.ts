import type { OperationId } from "../rest/rest-handler.js";

/** The part of OpenAPI 3.0 that is looked at here; schemas are left to Ajv. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

export interface Operation {
  readonly operationId: OperationId;
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: RequestBody | Reference;
  readonly responses: Readonly<Record<string, Response | Reference>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly schema?: { readonly type?: string | readonly string[]; readonly enum?: readonly unknown[] };
}

export interface RequestBody {
  readonly required?: boolean;
  readonly content?: Readonly<Record<string, object>>;
}

export interface Response {
  readonly content?: Readonly<Record<string, object>>;
}

export interface Reference {
  readonly $ref: string;
}

/** The JSON pointer of a path through the document. */
export const pointer = (...keys: readonly string[]): string =>
  keys.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** Follows a reference inside the document; gives back the thing and the pointer where it stands. */
export function follow<Thing extends object>(
  document: OpenApi,
  thing: Thing | Reference,
  at: string,
): { thing: Thing; at: string } {
  if (!("$ref" in thing)) return { thing, at };
  const target = thing.$ref.slice(1);
  const keys = target
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  const found = keys.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], document);
  return { thing: found as Thing, at: target };
}
