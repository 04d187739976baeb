import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBareRepository, history, resolveRevision } from "@signalbox/testbed";
import { type GitHub, reviewRobot, type ReviewRobot, startGitHub } from "@signalbox/testbed/github";
import { type CliAnswer, signalbox } from "./run-cli.js";

export const SLUG = "acme/saltops";

/** A GitHub with one configuration repository, and a folder to run the CLI in. */
export interface ServedPullRequests {
  readonly gitHub: GitHub;
  readonly robot: ReviewRobot;
  readonly folder: string;
  cli(args: string | readonly string[]): Promise<CliAnswer>;
  at(branch: string): Promise<string | null>;
  close(): Promise<void>;
}

const pin = (version: string) => ({ files: { "pi/modemd/init.sls": `version: "${version}"\n` } });

/** dev is ahead of test, test of prod; prod and test take pull requests alone. */
export async function servePullRequests(config: object = {}): Promise<ServedPullRequests> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-e2e-"));
  const root = join(folder, "remotes");
  await mkdir(root);
  const path = await createBareRepository(root, SLUG, { defaultBranch: "dev" });
  const told = history({ seed: 7, endAt: new Date() });
  told.commit("dev", { subject: "First states", daysAgo: 40, ...pin("1.0.0") });
  told.branch("prod", "dev");
  told.branch("test", "dev");
  told.commit("test", { subject: "Update modemd to 1.1.0", daysAgo: 9, ...pin("1.1.0") });
  told.merge("dev", "test", { daysAgo: 8 });
  told.commit("dev", { subject: "Zäune `<b>` | 🦤", daysAgo: 3, files: { "pi/cron.sls": "at: 3\n" } });
  await told.write(path);
  const permissions = { [SLUG]: "write" } as const;
  const gitHub = await startGitHub({
    root,
    users: [
      { login: "train", token: "train-token", permissions },
      { login: "rae", token: "rae-token", permissions },
    ],
    repositories: [
      {
        slug: SLUG,
        defaultBranch: "dev",
        protections: { prod: { requiredApprovals: 1 }, test: { requiredApprovals: 1 } },
      },
    ],
  });
  const file = {
    environments: ["dev", "test", "prod"],
    configuration: SLUG,
    identity: { name: "Release Crew", email: "crew@example.org" },
    trains: { weekly: "weekly" },
    cacheDir: "./cache",
    ...config,
  };
  await writeFile(join(folder, "signalbox.config.json"), JSON.stringify(file));
  const env = {
    GITHUB_SERVER_URL: gitHub.url,
    GITHUB_API_URL: gitHub.apiUrl,
    GITHUB_GRAPHQL_URL: gitHub.graphqlUrl,
    GH_TOKEN: "train-token",
  };
  return {
    gitHub,
    folder,
    robot: reviewRobot(gitHub.host),
    cli: (args) => signalbox(typeof args === "string" ? args.split(" ") : args, { cwd: folder, env }),
    at: (branch) => resolveRevision(path, `refs/heads/${branch}`),
    close: async () => {
      await gitHub.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
