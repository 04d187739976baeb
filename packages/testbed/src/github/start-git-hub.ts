import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { endBackend, type Backends } from "../git-server/http-backend.js";
import { loadContract } from "./contract/contract.js";
import { type GitObjects, gitObjects } from "./git/objects.js";
import { noteMove } from "./git/ref-log.js";
import type { Host, Urls } from "./host.js";
import { answerRequest, type Site } from "./http/answer-request.js";
import type { GitHubRequest } from "./http/exchange.js";
import { type GitHubFault, gitHubFaultScript } from "./http/faults.js";
import type { GitHubOptions } from "./options.js";
import { type GitHubState, gitHubState } from "./state/git-hub-state.js";
import { openState } from "./state/open-repositories.js";
import type { GitHubEvent, RepositoryRecord } from "./state/records.js";
import { type Robot, robots } from "./state/robots.js";

/** A GitHub on loopback: REST, GraphQL, uploads, downloads and git on one port. */
export interface GitHub {
  /** `http://127.0.0.1:<port>`; git and downloads are below it. */
  readonly url: string;
  /** Of REST, without a slash at the end. */
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** What was asked or answered that GitHub would never take or say. Empty at the end of every suite. */
  readonly violations: readonly string[];
  /** Every request so far, oldest first. */
  readonly requests: readonly GitHubRequest[];
  readonly state: GitHubState;
  readonly host: Host;
  /** The address of a repository for git, with the token of a user when one is named. */
  gitUrlOf(slug: string, login?: string): string;
  /** Replaces the fault script and starts its counts anew. */
  setFaults(faults: readonly GitHubFault[]): void;
  clearRequests(): void;
  /** Lets a robot hear of what happens, after its request was answered; gives back how to stop it. */
  onEvent(robot: Robot): () => void;
  /** Settles when every request is over, and the robots have done what they heard of. */
  settled(): Promise<void>;
  /** Ends connections and processes; settles when none is left. */
  close(): Promise<void>;
}

/**
 * Starts it. Its state is in memory, its commits are in bare repositories below `root`.
 * @throws ReleaseError `ERR_TESTBED_GIT`, `ERR_TESTBED_GIT_MISSING`
 */
export async function startGitHub(options: GitHubOptions): Promise<GitHub> {
  const now = options.now ?? ((): Date => new Date());
  const state = gitHubState(now, options.env);
  await openState(state, options, now());
  const requests: GitHubRequest[] = [];
  const violations: string[] = [];
  const running: Backends = new Set();
  const pending = new Set<Promise<void>>();
  const closing = new AbortController();
  const objects = new Map<RepositoryRecord, GitObjects>();
  const listeners = robots((text) => violations.push(text));
  let script = gitHubFaultScript(options.faults ?? []);
  let floor = state.next().sequence;

  const server = createServer((incoming, response) => {
    const answered: Promise<void> = answer(incoming, response)
      .catch((error: unknown) => {
        violations.push(`the fake failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        response.destroy();
      })
      .finally(() => pending.delete(answered));
    pending.add(answered);
  });
  const url = await listen(server);
  const urls = urlsOf(url, options.apiPath ?? "/api/v3");
  const host: Host = {
    state,
    urls,
    now,
    env: options.env,
    compareWorkMs: options.compareWorkMs ?? 0,
    olderGraphql: options.olderGraphql ?? false,
    objects: (repository) => {
      const known = objects.get(repository) ?? gitObjects(repository.path, options.env);
      objects.set(repository, known);
      return known;
    },
    emit: (event: GitHubEvent) => {
      noteMove(state, event);
      listeners.tell(event);
    },
    violation: (text) => void violations.push(text),
  };
  const site: Site = {
    host,
    contract: await loadContract(),
    check: options.check ?? true,
    root: options.root,
    running,
    requests,
    faultOf: (request) => script(request),
    floor: () => floor,
    delay: (milliseconds) => wait(milliseconds, undefined, { signal: closing.signal }).catch(() => undefined),
    latencyMs: options.latencyMs ?? 0,
  };
  const answer = (incoming: IncomingMessage, response: ServerResponse): Promise<void> =>
    answerRequest(site, incoming, response).finally(() => listeners.run());

  return {
    url,
    apiUrl: urls.api,
    graphqlUrl: urls.graphql,
    violations,
    requests,
    state,
    host,
    gitUrlOf: (slug, login) => {
      const user = login === undefined ? undefined : state.user(login);
      const secret = user === undefined ? "" : `${user.login}:${encodeURIComponent(user.token)}@`;
      return `${url.replace("http://", `http://${secret}`)}/${slug}.git`;
    },
    setFaults: (faults) => {
      script = gitHubFaultScript(faults);
      floor = state.next().sequence;
    },
    clearRequests: () => {
      requests.length = 0;
    },
    onEvent: (robot) => listeners.add(robot),
    settled: async () => {
      await Promise.all(pending); // a client may have its answer before the fake is done with it
      await listeners.settled();
    },
    close: async () => {
      closing.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      running.forEach(endBackend);
      await Promise.all([closed, ...pending, listeners.settled()]);
      await Promise.all([...objects.values()].map((each) => each.close()));
    },
  };
}

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((listening, failure) => server.once("error", failure).listen(0, "127.0.0.1", listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function urlsOf(html: string, apiPath: "/api/v3" | "/"): Urls {
  if (apiPath === "/") return { html, api: html, graphql: `${html}/graphql`, uploads: `${html}/api/uploads` };
  return { html, api: `${html}/api/v3`, graphql: `${html}/api/graphql`, uploads: `${html}/api/uploads` };
}
