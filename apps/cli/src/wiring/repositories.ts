import { isAbsolute } from "node:path";
import { isomorphicRepositories, nativeRepositories, type Repositories } from "@signalbox/git";
import { isReleaseError } from "@signalbox/release-core";
import type { Environment } from "../config/environment.js";
import type { Config } from "../config/load-config.js";
import { locationOf } from "../config/inventory.js";
import { configOf } from "../config/load-session-config.js";
import { startProgress } from "../output/progress.js";
import { isSet, type Session } from "../session.js";
import { lastFetchMs, STALE_MS, type StaleClone, staleWarning } from "./clone-age.js";
import { withFoundToken } from "./git-hub-token.js";

/** What commands that only look need. This folder is the only place that constructs clients. */
export interface Wiring {
  readonly config: Config;
  readonly repositories: Repositories;
  /** Clones opened so far whose remote nobody looked at for more than a day. */
  readonly staleClones: () => readonly StaleClone[];
  /** Whether this process has read a repository already. */
  readonly isOpen: (location: string) => boolean;
}

/** Native git where there is one that can merge without a worktree, else isomorphic-git. */
export async function openWiring(session: Session, known?: Config): Promise<Wiring> {
  const config = known ?? (await configOf(session));
  const isFetched = isSet(session, "fetch");
  const options = { cacheDir: config.cacheDir, fetch: isFetched };
  const made = new Map<string | null, Repositories>();
  const withTokenOf = (env: Environment): Repositories => {
    const known = made.get(env.gitHubToken);
    if (known !== undefined) return known;
    const native = nativeRepositories({ ...options, env: withToken(env) });
    const usable = firstUsable(native, isomorphicRepositories({ ...options, onAuth: authOf(env) }));
    made.set(env.gitHubToken, usable);
    return usable;
  };
  const stale = new Map<string, StaleClone>();
  const read = new Set<string>();
  // A step of a train names repositories as the inventory does: `owner/name`, a URL, or a path beside the configuration.
  const context = { folder: config.folder, home: session.env.home, gitHubUrl: session.env.gitHub.url };
  const open: Repositories["open"] = async (given, call) => {
    const location = locationOf(given, context);
    if (!isFetched && isAbsolute(location)) {
      const fetchedMs = await lastFetchMs(location);
      if (fetchedMs !== null && Date.now() - fetchedMs > STALE_MS) stale.set(location, { location, fetchedMs });
    }
    const opened = await withTokenOf(await withFoundToken(session.env, location, isFetched)).open(location, call);
    read.add(location);
    return opened;
  };
  const isOpen = (location: string): boolean => read.has(location);
  return { config, repositories: { open }, staleClones: () => [...stale.values()], isOpen };
}

/** Tells people which clones were believed although nobody fetched them for more than a day. */
export function noteStaleClones(session: Session, { staleClones }: Pick<Wiring, "staleClones">): void {
  for (const clone of staleClones()) {
    const { message, hint } = staleWarning(clone, Date.now());
    session.out.note(`${session.out.style.yellow("!")} ${message} ${hint}`);
  }
}

/** Whether git is good enough shows when it is used: to ask first would delay every command. */
function firstUsable(native: Repositories, isomorphic: Repositories): Repositories {
  let isUsable = true;
  return {
    open: async (location, options) => {
      try {
        if (isUsable) return await native.open(location, options);
      } catch (error) {
        if (!isReleaseError(error) || error.code !== "ERR_GIT_NOT_USABLE") throw error;
        isUsable = false;
      }
      return await isomorphic.open(location, options);
    },
  };
}

/**
 * Asks the remotes, so that the answers travel while the rest of the program is loaded; resolves when the questions
 * are on their way, or a first clone is there; `load` begins while that travels. Whatever goes wrong is told to the one
 * who asks afterwards.
 */
export async function askAhead(
  session: Session,
  repositories: Repositories,
  locations: readonly string[],
  load: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const progress = startProgress(session);
  const opened: Promise<unknown>[] = [];
  const asked = locations.map(
    (location) =>
      new Promise<void>((onAsked) => {
        const opening = repositories.open(location, { ...progress.options, ahead: true, onAsked });
        opened.push(opening.then(() => onAsked(), onAsked));
      }),
  );
  await Promise.all(asked);
  load().catch(() => undefined); // told where it is awaited
  await Promise.all(opened).then(progress.end);
}

/** The token for its own host and no other. */
const authOf =
  ({ gitHub, gitHubToken }: Environment) =>
  (url: string): { username: string; password: string } | { cancel: true } =>
    gitHubToken !== null && new URL(url).origin === new URL(gitHub.url).origin
      ? { username: "x-access-token", password: gitHubToken }
      : { cancel: true };

/**
 * A token travels to git as a header for its own host, in the environment: never in argv, a URL or a file. The empty
 * value clears a header of the user's configuration, since servers refuse a request with two.
 */
function withToken({ forChildren, gitHub, gitHubToken }: Environment): Readonly<Record<string, string>> {
  if (gitHubToken === null) return forChildren;
  const count = Number(forChildren["GIT_CONFIG_COUNT"] ?? 0);
  const key = `http.${gitHub.url}/.extraHeader`;
  const basic = Buffer.from(`x-access-token:${gitHubToken}`).toString("base64");
  return {
    ...forChildren,
    GIT_CONFIG_COUNT: String(count + 2),
    [`GIT_CONFIG_KEY_${count}`]: key,
    [`GIT_CONFIG_VALUE_${count}`]: "",
    [`GIT_CONFIG_KEY_${count + 1}`]: key,
    [`GIT_CONFIG_VALUE_${count + 1}`]: `Authorization: Basic ${basic}`,
  };
}
