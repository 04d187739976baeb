import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Octokit } from "@octokit/core";
import { nativeRepositories } from "@signalbox/git";
import { type PullRequests, pullRequestsOn } from "@signalbox/github";
import { createBareRepository, history, type History, resolveRevision, runGit } from "@signalbox/testbed";
import { type GitHub, type GitHubOptions, reviewRobot, type ReviewRobot, startGitHub } from "@signalbox/testbed/github";
import { expect, onTestFinished, vi } from "vitest";
import {
  checklistComplete,
  mergePullRequest,
  openPullRequest,
  promoteBranch,
  pullRequestApproved,
  pullRequestMerged,
} from "../../src/index.js";
import { END, identity, twoChanges } from "../served-repository.js";

// Real processes on a shared machine: slow is not wrong.
vi.setConfig({ testTimeout: 60_000 });

export const SLUG = "acme/saltops";
export const FORK = "kea/saltops";
/** The pull request of the promotion test → prod. */
export const ASKED = { repository: SLUG, head: "update-prod", base: "prod" };

/** `train` opens and merges, `rae` and `bob` review, `kea` has a fork. */
export interface Scene {
  readonly gitHub: GitHub;
  readonly path: string;
  readonly pulls: PullRequests;
  readonly robot: ReviewRobot;
  readonly ports: { readonly pullRequests: PullRequests };
  readonly open: ReturnType<typeof openPullRequest>;
  readonly merge: ReturnType<typeof mergePullRequest>;
  readonly approved: ReturnType<typeof pullRequestApproved>;
  readonly merged: ReturnType<typeof pullRequestMerged>;
  readonly complete: ReturnType<typeof checklistComplete>;
  readonly promote: ReturnType<typeof promoteBranch>;
  /** What `promote-branch` takes. */
  readonly move: { readonly repository: string; readonly from: string; readonly to: string };
  at(ref: string): Promise<string | null>;
  /** Promotes test to prod, so that `update-prod` is there; gives back its head. */
  pushed(): Promise<string>;
  git(...args: string[]): Promise<string>;
}

export async function serveScene(
  options: Partial<GitHubOptions> = {},
  tell: (told: History) => void = twoChanges,
): Promise<Scene> {
  const root = await mkdtemp(join(tmpdir(), "pull-request-"));
  const path = await createBareRepository(root, SLUG, { defaultBranch: "dev" });
  const told = history({ seed: 7, endAt: END });
  tell(told);
  await told.write(path);
  const rights = { [SLUG]: "write", [FORK]: "write" } as const;
  const gitHub = await startGitHub({
    root,
    users: [
      { login: "train", token: "train-token", permissions: rights },
      { login: "rae", token: "rae-token", permissions: rights },
      { login: "bob", token: "bob-token", permissions: rights },
      { login: "kea", token: "kea-token", permissions: { [SLUG]: "read", [FORK]: "admin" } },
    ],
    repositories: [
      { slug: SLUG, defaultBranch: "dev", protections: { prod: { requiredApprovals: null } } },
      { slug: FORK, forkOf: SLUG, defaultBranch: "dev" },
    ],
    ...options,
  });
  onTestFinished(async () => {
    await gitHub.close();
    await rm(root, { recursive: true, force: true });
    expect(gitHub.violations).toEqual([]);
  });
  const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const client = new Octokit({ baseUrl: gitHub.apiUrl, auth: "train-token", log: silent });
  const pullRequests = pullRequestsOn(client);
  const ports = { pullRequests };
  const env = { PATH: process.env["PATH"] ?? "" };
  const native = nativeRepositories({ cacheDir: join(root, "cache"), env });
  const repositories: typeof native = {
    open: (location, call) => native.open(location === SLUG ? gitHub.gitUrlOf(SLUG, "train") : location, call),
  };
  const promote = promoteBranch({ repositories, identity });
  const move = { repository: SLUG, from: "test", to: "prod" };
  const at = (ref: string): Promise<string | null> => resolveRevision(path, `refs/heads/${ref}`);
  return {
    gitHub,
    path,
    pulls: pullRequests,
    robot: reviewRobot(gitHub.host),
    ports,
    open: openPullRequest(ports),
    merge: mergePullRequest(ports),
    approved: pullRequestApproved(ports),
    merged: pullRequestMerged(ports),
    complete: checklistComplete(ports),
    promote,
    move,
    at,
    pushed: async () => {
      await promote.apply(await promote.plan(move));
      return (await at("update-prod")) ?? "";
    },
    git: async (...args) => (await runGit(path, args)).stdout.trim(),
  };
}

/** Two items as a comparison of the scene would give them. */
export const CHECKLIST = [
  { id: "0123456789", subject: "Update modemd to 1.1.0", ask: "Kea" },
  { id: "abcdef0123", subject: "Zäune `<b>` | 🦤 @rae", ask: "Rae, Bob" },
];

/** Runs `look` and fails when anything was written: by REST, by a mutation, or by a push. */
export async function readsOnly<T>({ gitHub }: Pick<Scene, "gitHub">, look: () => Promise<T>): Promise<T> {
  const before = gitHub.requests.length;
  const result = await look();
  const writes = gitHub.requests.slice(before).filter(isWrite);
  expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  return result;
}

const isWrite = ({ method, path, operation, graphql }: GitHub["requests"][number]): boolean => {
  if (graphql !== undefined) return /^\s*mutation/.test(graphql.query);
  if (operation === "git") return path.includes("git-receive-pack");
  return method !== "GET";
};
