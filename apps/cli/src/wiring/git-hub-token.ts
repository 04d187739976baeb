import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Environment } from "../config/environment.js";
import type { GitHubServer } from "../config/git-hub-server.js";

/**
 * The environment with the token that a location needs: the one that is there, else, for https remotes of GitHub only,
 * the one that `gh` knows. A clone talks to its remote only when it is fetched.
 */
export async function withFoundToken(env: Environment, location: string, isFetched: boolean): Promise<Environment> {
  if (env.gitHubToken !== null || !(await isOnGitHub(location, env.gitHub, isFetched))) return env;
  const gitHubToken = await env.findGitHubToken();
  return gitHubToken === null ? env : { ...env, gitHubToken };
}

async function isOnGitHub(location: string, { url, host }: GitHubServer, isFetched: boolean): Promise<boolean> {
  if (URL.canParse(location) && /^https?:/i.test(location)) return new URL(location).origin === new URL(url).origin;
  if (!isFetched || /^[a-z][a-z0-9+.-]*:\/\/|^[^/\s]+@[^/\s]+:/i.test(location)) return false;
  const files = [join(location, ".git", "config"), join(location, "config")];
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "")));
  return texts.some((text) => text.includes(`${url}/`) || text.includes(`@${host}/`));
}
