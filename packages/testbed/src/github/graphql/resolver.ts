import type { GraphQLResolveInfo } from "graphql";
import type { Host } from "../host.js";
import type { RepositoryRecord, UserRecord } from "../state/records.js";
import type { AsOf } from "../state/versions.js";

/** One GraphQL request. */
export interface GraphqlCall {
  readonly host: Host;
  readonly user: UserRecord;
  /** Set by a list that lags: give it to `Versions.values`. */
  readonly asOf: AsOf | undefined;
  /** Waits for the work of comparing a repository: in a row within a request, once a repository. */
  work(repository: RepositoryRecord): Promise<void>;
}

/**
 * Resolves one field. `source` is what the field above gave: a record of the state (its `__typename` says which type it
 * is). Annotate `source` and `args`; the schema has checked the arguments.
 */
export type Resolver = (source: never, args: never, call: GraphqlCall, info: GraphQLResolveInfo) => unknown;

/**
 * Type → field → resolver. A field without one is read from the source by its name; when it is not there either, that
 * is a violation. `__resolveType` is only needed where the source has no `__typename`.
 */
export type Resolvers = Readonly<Record<string, Readonly<Record<string, Resolver>>>>;
