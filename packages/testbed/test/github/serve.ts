import { Octokit } from "@octokit/core";
import { expect, onTestFinished } from "vitest";
import { type GitHub, type GitHubOptions, startGitHub } from "../../src/github/index.js";
import { repositoryPath } from "../../src/index.js";
import { commitEmpty, scratch } from "../scratch.js";

export const SLUG = "acme/camera";

/** Who is there in every test: `ada` may do all, `bob` reads, `out` has no rights, `old` has an expired token. */
export const USERS: GitHubOptions["users"] = [
  {
    login: "ada",
    token: "ada-token",
    permissions: { [SLUG]: "admin", "acme/secret": "admin" },
    email: "ada@example.test",
  },
  { login: "bob", token: "bob-token", permissions: { [SLUG]: "read" } },
  { login: "dev", token: "dev-token", permissions: { [SLUG]: "write", "acme/attic": "write" } },
  { login: "narrow", token: "narrow-token", scopes: ["read:org"], permissions: { [SLUG]: "write" } },
  { login: "old", token: "old-token", expired: true },
];

export interface Served {
  readonly gitHub: GitHub;
  readonly root: string;
  /** Of the bare repository of `SLUG`. */
  readonly path: string;
  /** The one commit on its main branch. */
  readonly head: string;
  client(login?: string): Octokit;
}

/** A fake with one public repository that has one commit; at the end of the test it has no violations. */
export async function serveGitHub(options: Partial<GitHubOptions> = {}, violations: unknown = []): Promise<Served> {
  const root = await scratch();
  const gitHub = await startGitHub({ root, users: USERS, repositories: [{ slug: SLUG }], ...options });
  onTestFinished(async () => {
    await gitHub.close();
    expect(gitHub.violations).toEqual(violations);
  });
  const path = repositoryPath(root, SLUG);
  const head = await commitEmpty(path, "main", "first");
  return { gitHub, root, path, head, client: (login) => clientOf(gitHub, login) };
}

/** The official client, signed in as a user of the fake. */
function clientOf({ apiUrl, state }: GitHub, login?: string): Octokit {
  const user = login === undefined ? undefined : state.user(login);
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  return new Octokit({ baseUrl: apiUrl, log, ...(user === undefined ? {} : { auth: user.token }) });
}
