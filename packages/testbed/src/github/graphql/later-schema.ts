import {
  extendSchema,
  type GraphQLArgument,
  GraphQLEnumType,
  GraphQLList,
  GraphQLNonNull,
  isObjectType,
  GraphQLString,
  type GraphQLSchema,
  parse,
} from "graphql";

/**
 * What github.com has beyond the newest published schema: boards filter their items and tell archived ones apart, and
 * options keep their ids. Enterprise Server 3.19 has none of it.
 * Source: https://github.com/cli/cli/pull/12696, https://github.com/cli/cli/issues/12664, and the reference at
 * https://docs.github.com/en/graphql/reference (ProjectV2.items, ProjectV2SingleSelectFieldOptionInput)
 */
export function withLaterFields(schema: GraphQLSchema): GraphQLSchema {
  const extended = extendSchema(
    schema,
    parse(`
      enum ProjectV2ItemArchivedState { ARCHIVED NOT_ARCHIVED }
      extend input ProjectV2SingleSelectFieldOptionInput { id: String }
    `),
  );
  const board = extended.getType("ProjectV2");
  const state = extended.getType("ProjectV2ItemArchivedState");
  const items = isObjectType(board) ? board.getFields().items : undefined;
  if (items === undefined || !(state instanceof GraphQLEnumType)) throw new Error("the schema has no boards");
  const known = items.args.map(({ name }) => name);
  items.args = [
    ...items.args,
    ...[
      argument("query", GraphQLString, ""),
      argument("archivedStates", new GraphQLList(new GraphQLNonNull(state)), ["NOT_ARCHIVED"]),
    ].filter(({ name }) => !known.includes(name)),
  ];
  return extended;
}

const argument = (name: string, type: GraphQLArgument["type"], defaultValue: unknown): GraphQLArgument => ({
  name,
  type,
  defaultValue,
  description: null,
  deprecationReason: null,
  extensions: {},
  astNode: null,
});
