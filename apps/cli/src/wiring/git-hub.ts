import { isAbsolute } from "node:path";
import {
  notOnGitHub,
  queryClient,
  slugOf,
  type GitHubClient,
  type Locate,
  type QueryClient,
  type Slug,
} from "@signalbox/github";
import type { Transport } from "@signalbox/github/transport";
import type { Environment } from "../config/environment.js";
import { proxyFor } from "../config/proxies.js";
import { eventLine } from "../output/progress.js";
import type { Session } from "../session.js";

declare const SIGNALBOX_VERSION: string | undefined;
const USER_AGENT = `signalbox/${typeof SIGNALBOX_VERSION === "string" ? SIGNALBOX_VERSION : "0"}`;

export interface GitHub {
  readonly client: GitHubClient;
  /** Of a URL of this GitHub, `owner/name`, or a clone's path, by its `origin`. */
  readonly locate: Locate;
}

const opened = new WeakMap<Environment, Promise<GitHub>>();

/** The GitHub that the environment names, made once a command and only for one that asks. */
export function openGitHub(session: Session): Promise<GitHub> {
  const known = opened.get(session.env) ?? open(session);
  opened.set(session.env, known);
  return known;
}

async function open({ env, out, signal }: Session): Promise<GitHub> {
  const { gitHubClient } = await import("@signalbox/github/octokit");
  const client = gitHubClient({
    token: env.findGitHubToken,
    apiUrl: env.gitHub.apiUrl,
    graphqlUrl: env.gitHub.graphqlUrl,
    userAgent: USER_AGENT,
    fetch: (await openTransport(env)).fetch,
    // Waits of the client itself are told here: not every command hears what its adapters do.
    onEvent: (event) => out.event(event, eventLine(event, false)),
  });
  return { client, locate: (location) => locate(location, env, signal) };
}

/** The same for who sends queries alone: it loads no Octokit. */
export async function openQueries({ env, signal }: Session): Promise<{
  readonly client: QueryClient;
  readonly locate: Locate;
}> {
  const client = queryClient({
    token: env.findGitHubToken,
    graphqlUrl: env.gitHub.graphqlUrl,
    userAgent: USER_AGENT,
    fetch: (await openTransport(env)).fetch,
  });
  return { client, locate: (location) => locate(location, env, signal) };
}

/** What carries requests, for who needs no more than that: it loads no Octokit. */
export async function openTransport({ proxies }: Environment): Promise<Transport> {
  const { httpTransport } = await import("@signalbox/github/transport");
  return httpTransport({ proxyFor: (url) => proxyFor(url, proxies) });
}

/** @throws ReleaseError `ERR_NOT_ON_GITHUB`, also for a repository of another host: it would be asked for by name here. */
export async function locate(location: string, env: Environment, signal: AbortSignal): Promise<Slug> {
  const url = isAbsolute(location) ? await originOf(location, env, signal) : location;
  const host = hostOf(url);
  if (host === null || isSameHost(host, new URL(env.gitHub.url).hostname, /^https?:/i.test(url))) return slugOf(url);
  throw notOnGitHub(location);
}

/** Null where the location names none: `owner/name`. */
function hostOf(location: string): string | null {
  if (URL.canParse(location) && /^[a-z][a-z0-9+.-]*:\/\//i.test(location)) return new URL(location).hostname;
  return /^(?:[^@/\s]+@)?([^/:\s]+):/.exec(location)?.[1] ?? null;
}

/** For ssh, `ssh.github.com` is its port 443, and `github.com-work` the usual name for a second key in ~/.ssh/config. */
const isSameHost = (host: string, own: string, isHttp: boolean): boolean =>
  host.toLowerCase() === own || (!isHttp && (host === `ssh.${own}` || host.startsWith(`${own}-`)));

async function originOf(folder: string, env: Environment, signal: AbortSignal): Promise<string> {
  try {
    const [{ execFile }, { promisify }] = await Promise.all([import("node:child_process"), import("node:util")]);
    const args = ["-C", folder, "remote", "get-url", "origin"];
    const { stdout } = await promisify(execFile)("git", args, { env: env.forChildren, signal });
    return stdout.trim();
  } catch {
    signal.throwIfAborted();
    throw notOnGitHub(folder);
  }
}
