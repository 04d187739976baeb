import { actors } from "./actors.js";
import { boardFields } from "./boards.js";
import { checkFields } from "./checks.js";
import { gitFields } from "./git.js";
import { historyFields } from "./history.js";
import { pullFields } from "./pulls.js";
import { queries } from "./query.js";
import { refWrites } from "./ref-writes.js";
import { repositoryFields } from "./repository.js";
import { releaseFields } from "./releases.js";
import type { Resolvers } from "./resolver.js";

/** Every area of GraphQL; a field belongs to one of them. */
export const GRAPHQL_AREAS: readonly Resolvers[] = [
  queries,
  actors,
  repositoryFields,
  gitFields,
  historyFields,
  checkFields,
  releaseFields,
  boardFields,
  pullFields,
  refWrites,
];
