import { findNativeGit, isomorphicRepositories, nativeRepositories, type Repositories } from "@signalbox/git";
import type { Environment } from "../config/environment.js";
import type { Config } from "../config/load-config.js";
import { configOf } from "../config/load-session-config.js";
import { isSet, type Session } from "../session.js";

/** What commands that only look need. This folder is the only place that constructs clients. */
export interface Wiring {
  readonly config: Config;
  readonly repositories: Repositories;
}

/** Native git where there is one that can merge without a worktree, else isomorphic-git. */
export async function openWiring(session: Session): Promise<Wiring> {
  const env = withToken(session.env);
  const [config, native] = await Promise.all([configOf(session), findNativeGit({ env, signal: session.signal })]);
  const options = { cacheDir: config.cacheDir, fetch: isSet(session, "fetch") };
  if (native !== null) return { config, repositories: nativeRepositories({ ...options, env }) };
  return { config, repositories: isomorphicRepositories({ ...options, onAuth: authOf(session.env) }) };
}

/** The token for its own host and no other. */
const authOf =
  ({ gitHubHost, gitHubToken }: Environment) =>
  (url: string): { username: string; password: string } | { cancel: true } =>
    gitHubToken !== null && new URL(url).host === gitHubHost
      ? { username: "x-access-token", password: gitHubToken }
      : { cancel: true };

/** A token travels to git as a header for its own host, in the environment: never in argv, a URL or a file. */
function withToken({ forChildren, gitHubHost, gitHubToken }: Environment): Readonly<Record<string, string>> {
  if (gitHubToken === null) return forChildren;
  const count = Number(forChildren["GIT_CONFIG_COUNT"] ?? 0);
  return {
    ...forChildren,
    GIT_CONFIG_COUNT: String(count + 1),
    [`GIT_CONFIG_KEY_${count}`]: `http.https://${gitHubHost}/.extraHeader`,
    [`GIT_CONFIG_VALUE_${count}`]: `Authorization: Basic ${Buffer.from(`x-access-token:${gitHubToken}`).toString("base64")}`,
  };
}
