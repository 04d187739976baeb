import {
  buildSchema,
  GraphQLScalarType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from "graphql";
import { timestamp } from "../bodies/timestamp.js";
import { readSchema } from "../contract/files.js";
import { GRAPHQL_AREAS } from "./areas.js";
import { withLaterFields } from "./later-schema.js";
import type { Resolvers } from "./resolver.js";

const known = new Map<boolean, Promise<GraphQLSchema>>();

/** GitHub's schema with the resolvers of every area; built once, since it keeps nothing of a server. */
export function executableSchema(older = false): Promise<GraphQLSchema> {
  const schema = known.get(older) ?? build(older);
  known.set(older, schema);
  return schema;
}

async function build(older: boolean): Promise<GraphQLSchema> {
  const published = buildSchema(await readSchema(), { assumeValid: true });
  const schema = older ? published : withLaterFields(published);
  const time = schema.getType("DateTime");
  if (time instanceof GraphQLScalarType) {
    time.serialize = (value) => (value instanceof Date ? timestamp(value) : value);
  }
  for (const area of GRAPHQL_AREAS) attach(schema, area);
  return schema;
}

/** @throws Error for a type or field that GitHub does not have, or that two areas claim */
function attach(schema: GraphQLSchema, area: Resolvers): void {
  for (const [name, fields] of Object.entries(area)) {
    const type = schema.getType(name);
    for (const [field, resolver] of Object.entries(fields)) {
      if (field === "__resolveType" && (isUnionType(type) || isInterfaceType(type))) {
        type.resolveType = resolver as unknown as typeof type.resolveType;
        continue;
      }
      const target = isObjectType(type) ? type.getFields()[field] : undefined;
      if (target === undefined) throw new Error(`GitHub's schema has no ${name}.${field}`);
      if (target.resolve !== undefined) throw new Error(`two areas resolve ${name}.${field}`);
      target.resolve = resolver as unknown as NonNullable<typeof target.resolve>;
    }
  }
}
