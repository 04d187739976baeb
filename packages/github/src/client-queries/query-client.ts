import type { GitHubClient } from "../client.js";
import type { Fetch } from "../transport/transport.js";

/** The part of a client that queries need. */
export type QueryClient = Pick<GitHubClient, "graphql">;

export interface QueryClientOptions {
  /** `httpTransport().fetch` of `@signalbox/github/transport`; the global `fetch` fits too. */
  readonly fetch: Fetch;
  readonly graphqlUrl: string;
  /** Asked before each request. */
  readonly token: () => Promise<string | null>;
  /** Who is asking: `name/version`. */
  readonly userAgent: string;
}

/**
 * Sends queries and nothing else, each once: for who repeats by other rules than a client does, and for who is in a
 * hurry. An Octokit looks through the whole text of an answer for long numbers before it is read, which takes longer
 * than the rest of a report over a hundred repositories. Fails as an Octokit does.
 */
export function queryClient({ fetch, graphqlUrl, token, userAgent }: QueryClientOptions): QueryClient {
  return {
    graphql: async (query, { request, ...variables } = {}) => {
      const { signal } = (request ?? {}) as { readonly signal?: AbortSignal };
      const secret = await token();
      const answer = await fetch(graphqlUrl, {
        method: "POST",
        headers: {
          accept: "application/json",
          "content-type": "application/json; charset=utf-8",
          "user-agent": userAgent,
          ...(secret === null ? {} : { authorization: `bearer ${secret}` }),
        },
        body: JSON.stringify({ query, variables }),
        signal: signal ?? null,
      });
      const { status } = answer;
      const headers = Object.fromEntries(answer.headers.entries());
      const body = readBody(await answer.text());
      const response = { status, headers, data: body };
      if (status >= 300 || body === null) throw Object.assign(new Error(messageOf(status, body)), { status, response });
      const { data, errors } = body;
      if (errors !== undefined)
        throw Object.assign(new Error(`${errors.length} errors`), { data, errors, headers, response });
      return data;
    },
  };
}

interface QueryBody {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message?: string }[];
  readonly message?: string;
}

/** Null where a proxy, or a server in trouble, answers with something else. */
function readBody(text: string): QueryBody | null {
  try {
    const body = JSON.parse(text) as QueryBody | null;
    return typeof body === "object" ? body : null;
  } catch {
    return null;
  }
}

const messageOf = (status: number, body: QueryBody | null): string => body?.message ?? `status ${status}`;
