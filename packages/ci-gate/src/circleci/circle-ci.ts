import { realSleep, type Sleep } from "@signalbox/release-core";
import type { CiSystem } from "../builds/ports.js";
import type { HttpFetch } from "../http/fetch.js";
import { httpClient } from "../http/http-client.js";
import { PATIENCE } from "../http/site.js";
import { SYSTEM } from "./ask.js";
import type { SearchBounds } from "./find-pipelines.js";
import type { LocateProject } from "./project.js";
import { circleReads } from "./reads.js";
import { circleWrites } from "./writes.js";

export interface CircleCiOptions {
  /** A personal API token; project tokens are not taken by version 2. */
  readonly token: string;
  /** Default: the global one. */
  readonly fetch?: HttpFetch;
  /** Default: `https://circleci.com/api/v2`. */
  readonly baseUrl?: string;
  /** Where people look at builds. Default: CircleCI's, and none for an own server. */
  readonly appUrl?: string;
  /** Default: the project is named like the repository. */
  readonly locate?: LocateProject;
  /** Default: nobody knows; 90 days; 2,000 pipelines. */
  readonly search?: Partial<SearchBounds>;
  readonly sleep?: Sleep;
  /** No byte for so many milliseconds is a lost connection. Default: a minute. */
  readonly timeoutMs?: number;
}

const CLOUD = "https://circleci.com/api/v2";

/**
 * CircleCI's interface, version 2 (https://circleci.com/docs/api/v2/). A build is a workflow; a rerun is a workflow of its
 * own with the same name in the same pipeline, and the newest counts. A pipeline that could not begin is a build too,
 * whatever workflow was asked for, and says why in `problem`.
 */
export function circleCi(options: CircleCiOptions): CiSystem {
  const { token, baseUrl = CLOUD, fetch = globalThis.fetch, sleep = realSleep, search = {} } = options;
  const http = httpClient({
    ...PATIENCE,
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    system: SYSTEM,
    kind: "circleci",
    baseUrl: baseUrl.replace(/\/+$/, ""),
    headers: { "circle-token": token },
    secrets: [token],
    trusts: isArtifactStore,
    hints: HINTS,
    fetch,
    sleep,
  });
  const bounds = { commitDate: () => null, days: 90, pipelines: 2_000, ...search };
  const appUrl = options.appUrl ?? (baseUrl === CLOUD ? "https://app.circleci.com" : null);
  const site = { http, bounds, appUrl, locate: options.locate ?? (() => null) };
  return { ...circleReads(site), ...circleWrites(site) };
}

/** CircleCI keeps the artifacts of private projects behind the same token: https://circleci.com/docs/guides/optimize/artifacts/. */
const isArtifactStore = ({ protocol, hostname }: URL): boolean =>
  protocol === "https:" && /(?:^|\.)circle-artifacts\.com$/.test(hostname);

const HINTS = {
  unauthorized:
    "Set CIRCLECI_TOKEN to a valid personal API token (User Settings, Personal API Tokens); a project's token is not taken.",
  forbidden:
    "The token's owner may look, but not do this: it needs write access to the repository, and membership of the contexts that the jobs use.",
  notFound:
    "Check the project's name, and that it is set up at CircleCI and its token's owner may see it: what may not be seen looks the same as what is not there.",
  cannot: "What CircleCI names has to change first; nothing was begun.",
} as const;
