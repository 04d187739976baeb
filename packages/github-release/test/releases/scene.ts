import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Octokit } from "@octokit/core";
import { type NewDraft, releaseAssetsOn, releasesOn } from "@signalbox/github";
import { commitEmpty, createBareRepository, repositoryPath, runGit } from "@signalbox/testbed";
import { type GitHub, type GitHubOptions, startGitHub } from "@signalbox/testbed/github";
import { expect, onTestFinished, vi } from "vitest";
import type { ReleasePorts } from "../../src/index.js";

// Real processes and sockets on a shared machine: slow is not wrong.
vi.setConfig({ testTimeout: 30_000 });

export const SLUG = "acme/camera";
export const NOW = new Date("2026-03-02T09:00:00Z");

export interface Scene {
  readonly gitHub: GitHub;
  readonly ports: ReleasePorts;
  /** The head of every main branch. */
  readonly heads: ReadonlyMap<string, string>;
  /** Of `SLUG`. */
  readonly head: string;
  readonly path: string;
  /** Ports of another person or process. */
  portsOf(login: string): ReleasePorts;
  draft(fields?: Partial<NewDraft>, slug?: string): Promise<number>;
  git(...args: string[]): Promise<string>;
  commit(branch: string, subject: string): Promise<string>;
  /** How many requests with this part in their operation or route were sent. */
  sent(operation: string): number;
  file(name: string, content: string | Buffer): Promise<string>;
}

/** A fake with repositories that have one commit each; at the end of the test it must have no violations. */
export async function scene(options: Partial<GitHubOptions> = {}, empty: readonly string[] = []): Promise<Scene> {
  const root = await mkdtemp(join(tmpdir(), "release-"));
  const repositories = options.repositories ?? [{ slug: SLUG }];
  const permissions = Object.fromEntries(repositories.map(({ slug }) => [slug, "write" as const]));
  const heads = new Map<string, string>();
  for (const { slug } of repositories) {
    await createBareRepository(root, slug, { defaultBranch: "main" });
    if (!empty.includes(slug)) heads.set(slug, await commitEmpty(repositoryPath(root, slug), "main", "first"));
  }
  const gitHub = await startGitHub({
    root,
    now: () => NOW,
    users: [
      { login: "ada", token: "ada-token", permissions },
      { login: "rosa", token: "rosa-token", permissions },
      { login: "guest", token: "guest-token" },
    ],
    ...options,
    repositories,
  });
  onTestFinished(async () => {
    await gitHub.close();
    await rm(root, { recursive: true, force: true });
    expect(gitHub.violations).toEqual([]);
  });
  const path = repositoryPath(root, SLUG);
  const ports = portsOf(gitHub, "ada");
  return {
    gitHub,
    ports,
    heads,
    head: heads.get(SLUG) ?? "",
    path,
    portsOf: (login) => portsOf(gitHub, login),
    draft: async (fields = {}, slug = SLUG) => {
      const draft = { tag: "v1.2.0", name: "v1.2.0", notes: "", target: "main", isPrerelease: false, ...fields };
      return (await ports.releases.create(slug, draft)).id;
    },
    git: async (...args) => (await runGit(path, args)).stdout.trim(),
    commit: (branch, subject) => commitEmpty(path, branch, subject),
    sent: (operation) => gitHub.requests.filter((request) => request.operation?.includes(operation)).length,
    file: async (name, content) => {
      await writeFile(join(root, name), content);
      return join(root, name);
    },
  };
}

function portsOf({ apiUrl, state }: GitHub, login: string): ReleasePorts {
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const client = new Octokit({ baseUrl: apiUrl, log, auth: state.user(login)?.token });
  return { releases: releasesOn(client), assets: releaseAssetsOn(client) };
}

/** Nothing that is sent meanwhile writes. */
export async function readsOnly<T>({ gitHub }: Scene, look: () => Promise<T>): Promise<T> {
  const before = gitHub.requests.length;
  const result = await look();
  const writes = gitHub.requests
    .slice(before)
    .filter(({ method, operation }) => method !== "GET" && operation !== "graphql");
  assert.deepEqual(writes, []);
  return result;
}
