import type { Resolvers } from "./resolver.js";

/** Every area of GraphQL; a field belongs to one of them. */
export const GRAPHQL_AREAS: readonly Resolvers[] = [];
