import { type GitHubOptions, reviewRobot, type ReviewRobot } from "@signalbox/testbed/github";
import { runGit } from "@signalbox/testbed";
import { vi } from "vitest";
import { pullRequestsOn, type PullRequests } from "../../src/index.js";
import { serveGitHub, type Served, SLUG } from "../support/git-hub.js";

// Real processes on a shared machine: slow is not wrong.
vi.setConfig({ testTimeout: 30_000 });

export const FORK = "kea/camera";
export const WANTED = { repository: SLUG, head: "update-main", base: "main" };
export const NEW = { ...WANTED, title: "Update main", body: "Please look.\n" };

export interface Scene extends Served {
  readonly pulls: PullRequests;
  readonly robot: ReviewRobot;
  /** Of `update-main`, one commit ahead of main. */
  readonly topic: string;
}

const rights = (role: "admin" | "write" | "read") => ({ [SLUG]: role, [FORK]: role }) as const;

/** `ada` opens and merges, `rae` and `bob` review, `kea` has a fork. */
export async function serveScene(options: Partial<GitHubOptions> = {}): Promise<Scene> {
  const served = await serveGitHub({
    users: [
      { login: "ada", token: "ada-token", permissions: rights("write") },
      { login: "rae", token: "rae-token", permissions: rights("write") },
      { login: "bob", token: "bob-token", permissions: rights("read") },
      { login: "kea", token: "kea-token", permissions: { [SLUG]: "read", [FORK]: "admin" } },
      { login: "boss", token: "boss-token", permissions: rights("admin") },
    ],
    repositories: [{ slug: SLUG }, { slug: FORK, forkOf: SLUG }],
    ...options,
  });
  await runGit(served.path, ["update-ref", "refs/heads/update-main", served.head]);
  const topic = await served.commit("update-main", "Wake up at night");
  return { ...served, topic, pulls: pullRequestsOn(served.client("ada")), robot: reviewRobot(served.gitHub.host) };
}

/** How often each operation was asked for. */
export const asked = ({ gitHub }: Pick<Scene, "gitHub">): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { operation } of gitHub.requests) counts[operation ?? "?"] = (counts[operation ?? "?"] ?? 0) + 1;
  return counts;
};
