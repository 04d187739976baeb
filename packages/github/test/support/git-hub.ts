import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Octokit } from "@octokit/core";
import { commitEmpty, repositoryPath } from "@signalbox/testbed";
import { type GitHub, type GitHubOptions, startGitHub } from "@signalbox/testbed/github";
import { expect, onTestFinished } from "vitest";

export const SLUG = "acme/camera";

/** `ada` may do all, `bob` reads, `narrow` has a classic token with one scope that helps nobody. */
const USERS: GitHubOptions["users"] = [
  { login: "ada", token: "ada-token", permissions: { [SLUG]: "admin" } },
  { login: "bob", token: "bob-token", permissions: { [SLUG]: "read" } },
  { login: "narrow", token: "narrow-token", scopes: ["gist"], permissions: { [SLUG]: "write" } },
];

export interface Served {
  readonly gitHub: GitHub;
  readonly path: string;
  /** The first commit on the main branch of `SLUG`. */
  readonly head: string;
  /** The official client, signed in, without plugins: nothing is repeated. */
  client(login?: string): Octokit;
  /** An empty commit on a branch that may not exist yet. */
  commit(branch: string, subject: string): Promise<string>;
}

/** A fake with one public repository that has one commit; at the end of the test it must have no violations. */
export async function serveGitHub(options: Partial<GitHubOptions> = {}): Promise<Served> {
  const root = await mkdtemp(join(tmpdir(), "github-"));
  const gitHub = await startGitHub({ root, users: USERS, repositories: [{ slug: SLUG }], ...options });
  onTestFinished(async () => {
    await gitHub.close();
    await rm(root, { recursive: true, force: true });
    expect(gitHub.violations).toEqual([]);
  });
  const path = repositoryPath(root, SLUG);
  const commit = (branch: string, subject: string): Promise<string> => commitEmpty(path, branch, subject);
  return {
    gitHub,
    path,
    head: await commit("main", "first"),
    client: (login = "ada") => clientOf(gitHub, login),
    commit,
  };
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export const clientOf = ({ apiUrl, state }: GitHub, login: string): Octokit =>
  new Octokit({ baseUrl: apiUrl, log: silent, auth: state.user(login)?.token });
