import { matchesText } from "../../git-server/faults.js";

export type GitHubFaultKind =
  | "429"
  | "403-secondary"
  | "403-primary"
  | "500"
  | "502"
  | "504"
  | "drop"
  | "drop-after"
  | "slow"
  | "truncate"
  | "graphql-partial"
  | "lag";

/** What a fault may look at. */
export interface FaultRequest {
  readonly method: string;
  /** Path and query below the API, or of git. */
  readonly path: string;
  /** `operationId`, `graphql` or `git`; null for an unknown route. */
  readonly operation: string | null;
  readonly graphql?: GraphqlRequest;
}

export interface GraphqlRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Fields at the top of the operation, aliases counted apart. */
  readonly aliases: number;
}

/** What goes wrong, and when. */
export interface GitHubFault {
  /** Looked for in `<METHOD> <path and query> <operationId, or the text of the GraphQL query>`. */
  readonly match: RegExp | string;
  /** Looks closer, for example at the number of aliases of a query. Requests that it refuses are not counted. */
  readonly when?: (request: FaultRequest) => boolean;
  /** The first matching request that fails, from 1. Default 1. */
  readonly nth?: number;
  /** How many requests fail from there on. Default 1; `Infinity` = all. */
  readonly times?: number;
  /**
   * - `429`, `403-secondary`: with `retry-after`. `403-primary`: the hour's requests are used up, until `x-ratelimit-reset`.
   * - `500`, `502`, `504`, `drop`: before anything has happened. `drop-after`: it happened, nobody is told.
   * - `slow` waits `delayMs` first. `truncate` cuts the answer in half.
   * - `graphql-partial`: one alias is null and has an entry in `errors`.
   * - `lag`: lists answer as it was `lagMs` ago; what was there before the script was set is always seen.
   */
  readonly kind: GitHubFaultKind;
  /** Seconds, for `429` and `403-secondary`. Default 1. */
  readonly retryAfter?: number;
  /** Milliseconds, for `slow`. Default 1000. */
  readonly delayMs?: number;
  /** Milliseconds, for `lag`. Default 2000. */
  readonly lagMs?: number;
  /** The alias that `graphql-partial` loses. Default: the first. */
  readonly alias?: string;
}

/** Counts matching requests and says which fault each one meets; the first that is due wins. */
export function gitHubFaultScript(faults: readonly GitHubFault[]): (request: FaultRequest) => GitHubFault | null {
  const seen = faults.map(() => 0);
  return (request) => {
    const text = request.graphql?.query ?? request.operation ?? "";
    const line = `${request.method} ${request.path} ${text}`;
    const due = faults.filter((fault, index) => {
      if (!matchesText(fault.match, line) || fault.when?.(request) === false) return false;
      const count = (seen[index] ?? 0) + 1;
      seen[index] = count;
      const first = fault.nth ?? 1;
      return count >= first && count < first + (fault.times ?? 1);
    });
    return due[0] ?? null;
  };
}
