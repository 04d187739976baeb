import { realSleep, type Sleep } from "@signalbox/release-core";
import type { CiSystem } from "../builds/ports.js";
import type { HttpFetch } from "../http/fetch.js";
import { httpClient } from "../http/http-client.js";
import { PATIENCE } from "../http/site.js";
import { SYSTEM } from "./project.js";
import { travisReads } from "./reads.js";
import { travisWrites } from "./writes.js";

export interface TravisCiOptions {
  /** Of the settings page at Travis; not a token of GitHub. */
  readonly token: string;
  /** Default: the global one. */
  readonly fetch?: HttpFetch;
  /** Default: `https://api.travis-ci.com`; of an own server `https://HOST/api`. */
  readonly baseUrl?: string;
  /** Where people look at builds, `https://app.travis-ci.com/github`. Default: that, and none for an own server. */
  readonly appUrl?: string;
  /** How many builds are looked through for those of a commit. Default: 2,000. */
  readonly mostBuilds?: number;
  readonly sleep?: Sleep;
  /** No byte for so many milliseconds is a lost connection. Default: a minute. */
  readonly timeoutMs?: number;
}

const CLOUD = "https://api.travis-ci.com";

/**
 * Travis CI, version 3 of its interface. A build begun again keeps its id, loses its times and begins as a whole; its
 * `attempt` goes no further than 2. There are no approvals and no files, and nobody is told what a build was begun with.
 * Source: https://developer.travis-ci.com, https://github.com/travis-ci/travis-api
 */
export function travisCi(options: TravisCiOptions): CiSystem {
  const { token, baseUrl = CLOUD, fetch = globalThis.fetch, sleep = realSleep, mostBuilds = 2_000 } = options;
  const http = httpClient({
    ...PATIENCE,
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    system: SYSTEM,
    kind: "travis",
    baseUrl: baseUrl.replace(/\/+$/, ""),
    headers: { "travis-api-version": "3", authorization: `token ${token}`, "user-agent": "signalbox" },
    secrets: [token],
    trusts: () => false,
    hints: HINTS,
    fetch,
    sleep,
  });
  const appUrl = options.appUrl ?? (baseUrl === CLOUD ? "https://app.travis-ci.com/github" : null);
  const site = { http, appUrl, mostBuilds };
  return { ...travisReads(site), ...travisWrites(site) };
}

const HINTS = {
  unauthorized: "Set TRAVIS_TOKEN to a valid API token (Settings, API authentication at Travis).",
  forbidden:
    "Check TRAVIS_TOKEN: an API token of Travis (Settings, API authentication), whose owner may push to the repository.",
  notFound:
    "Check the repository's name, and that it is active at Travis and the token's owner may see it: what may not be seen looks the same as what is not there.",
  cannot: "What Travis names has to change first; nothing was begun.",
} as const;
