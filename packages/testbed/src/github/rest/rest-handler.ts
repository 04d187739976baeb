import type { operations } from "@octokit/openapi-types";
import type { Host } from "../host.js";
import type { Permission, RepositoryRecord, UserRecord } from "../state/records.js";
import type { AsOf } from "../state/versions.js";

/** GitHub's `operationId`. */
export type OperationId = Extract<keyof operations, string>;

/** The JSON body of a request, as GitHub's description has it. It was checked before the handler sees it. */
export type BodyOf<Id extends OperationId> = operations[Id] extends {
  requestBody?: { content: { "application/json": infer Body } };
}
  ? NonNullable<Body>
  : undefined;

/** One request that has passed everything that GitHub checks for every operation. */
export interface RestCall<Body = unknown> {
  readonly host: Host;
  /** Null when nobody signed in; writes never get here then. */
  readonly user: UserRecord | null;
  /** Who signed in. @throws Problem 401 */
  readonly actor: UserRecord;
  /** The repository of the path, visible to the user. @throws Error when the path names none */
  readonly repository: RepositoryRecord;
  /** Parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** An absent body of an operation whose body is optional is `{}`. */
  readonly body: Body;
  /** The body as it was sent, for uploads. */
  readonly raw: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  /** Path and query, for `Link`. */
  readonly url: URL;
  /** Set by a list that lags: give it to `Versions.values`. */
  readonly asOf: AsOf | undefined;
  /** Waits for the work of one comparison. */
  work(repository: RepositoryRecord): Promise<void>;
}

export interface RestAnswer {
  readonly status: number;
  /** JSON; absent for 204. Bytes are sent as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type RestHandler<Body = unknown> = (call: RestCall<Body>) => RestAnswer | Promise<RestAnswer>;

/** A handler with what the caller must be allowed to do. */
export interface GuardedRestHandler<Body = unknown> {
  /** Default: `read` for GET, `write` for the rest. */
  readonly access?: Permission;
  /** Scopes of a classic token, one of which is needed. Default `repo`, or `public_repo` for a public repository. */
  readonly scopes?: readonly string[];
  /** GitHub takes it although the repository is archived. */
  readonly whenArchived?: boolean;
  readonly handle: RestHandler<Body>;
}

/** The operations of an area. */
export type RestHandlers = {
  readonly [Id in OperationId]?: RestHandler<BodyOf<Id>> | GuardedRestHandler<BodyOf<Id>>;
};
