import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { UserRecord } from "../state/records.js";
import type { AsOf } from "../state/versions.js";
import type { GitHubFault, GraphqlRequest } from "./faults.js";

/** One request as it reached the fake. */
export interface GitHubRequest {
  readonly method: string;
  /** Path and query below the API; of a page or of git, the whole. */
  readonly path: string;
  /** `operationId`, `graphql`, `git` or `download`; null for an unknown route. */
  readonly operation: string | null;
  /** Null while it runs, and when the connection was lost. */
  readonly status: number | null;
  /** Login; null for nobody, or for a token that proves nobody. */
  readonly user: string | null;
  readonly graphql?: GraphqlRequest;
}

/** A request to the API that is being answered. */
export interface Exchange {
  readonly method: string;
  /** Path and query below the API. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly raw: Buffer;
  readonly user: UserRecord | null;
  readonly fault: GitHubFault | null;
  readonly asOf: AsOf | undefined;
  /** True when it came to the host for uploads. */
  readonly upload: boolean;
}

/** One value a header. */
export const plainHeaders = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
  );

export async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
