import { Octokit } from "@octokit/core";
import { realSleep, type ReleaseEvent, type Sleep } from "@signalbox/release-core";
import type { GitHubClient } from "../client.js";
import { httpTransport, type Fetch } from "../transport/transport.js";
import { graphqlUrlOf, isGraphql, isWrite, originOf, originsOf } from "./kind-of-request.js";
import { attemptsOf, type HookedOptions } from "./attempts.js";
import { writeLane } from "./write-lane.js";

export interface GitHubClientOptions {
  /** The token, or who knows it: asked before each request, so that one that expires can be renewed. Absent or null: none. */
  readonly token?: string | (() => Promise<string | null>) | null;
  /** Default: `https://api.github.com`; GitHub Enterprise: `https://HOST/api/v3`. */
  readonly apiUrl?: string;
  /** Default: the one that belongs to `apiUrl`. */
  readonly graphqlUrl?: string;
  /** Who is asking: `name/version`. */
  readonly userAgent?: string;
  /** Default: `httpTransport()`. The global `fetch` fits too. */
  readonly fetch?: Fetch;
  /** From the start of one write to the start of the next. Default: one second, as GitHub asks. */
  readonly spacingMs?: number;
  /** How often a read is repeated after 5xx or a lost connection, and any request after a limit. Default: 2. */
  readonly retries?: number;
  /** A limit that asks for a longer wait is an error at once. Default: 65 seconds. */
  readonly patienceMs?: number;
  /** Hears `waiting` before each wait that a limit or a failure asks for. */
  readonly onEvent?: (event: ReleaseEvent) => void;
  readonly now?: () => Date;
  readonly sleep?: Sleep;
}

const isStream = (data: unknown): boolean => typeof data === "object" && data !== null && Symbol.asyncIterator in data;
const silent = (): void => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent };
/** The version of the REST API that the routes are written for. */
const API_VERSION = "2022-11-28";

/**
 * A client for one host and one token: an Octokit that paces and repeats as GitHub asks. Reads run side by side and are
 * repeated after 5xx or a lost connection; writes run one after the other, and are repeated only after an answer that
 * proves that nothing was written (a limit). The token goes to the API's own hosts and nowhere else.
 * A signal (`request: { signal }`) ends waits as well as requests. Nothing is shared between two clients.
 */
export function gitHubClient(options: GitHubClientOptions = {}): GitHubClient {
  const { token = null, apiUrl = "https://api.github.com", userAgent = "signalbox" } = options;
  const { spacingMs = 1000, now = () => new Date(), sleep = realSleep } = options;
  const { fetch = httpTransport().fetch, graphqlUrl = graphqlUrlOf(apiUrl) } = options;
  const octokit = new Octokit({ baseUrl: apiUrl.replace(/\/+$/, ""), userAgent, log, request: { fetch, log } });
  const inLane = writeLane({ spacingMs, now, sleep });
  const inAttempts = attemptsOf({ ...options, now, sleep });
  const origins = originsOf(apiUrl, graphqlUrl);
  const known = typeof token === "function" ? token : () => Promise.resolve(token);

  octokit.hook.wrap("request", (request, given) => {
    const endpoint = given as unknown as HookedOptions;
    const signal = endpoint.request?.signal ?? new AbortController().signal;
    const writes = isWrite(endpoint);
    if (isGraphql(endpoint.url)) endpoint.url = graphqlUrl;
    endpoint.headers["x-github-api-version"] ??= API_VERSION;
    if (endpoint.request?.parseSuccessResponseBody === false)
      endpoint.request.fetch = (url, init) => fetch(url, { ...init, isStreamed: true });
    const send = async () => {
      const secret = origins.has(originOf(endpoint) ?? "") ? await known() : null;
      if (secret !== null) endpoint.headers["authorization"] = `token ${secret}`;
      return await request(given);
    };
    // A stream is used up by the first attempt: the caller has to look, and to send a new one.
    const retries = isStream(endpoint.data) ? 0 : writes ? undefined : endpoint.request?.retries;
    const attempts = () => inAttempts(send, { retries, isWrite: writes, signal });
    return writes ? inLane(attempts, signal) : attempts();
  });
  return {
    request: (route, parameters) => octokit.request(route, { ...parameters }),
    graphql: (query, variables) => octokit.graphql(query, { ...variables }),
  };
}
