import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nativeRepositories } from "@signalbox/git";
import { historyOn, queryClient } from "@signalbox/github";
import { httpTransport } from "@signalbox/github/transport";
import { type GitHub, type GitHubOptions, startGitHub } from "@signalbox/testbed/github";
import { afterAll, expect } from "vitest";
import { type Component, type ComponentReport, findUnreleased } from "../../../src/index.js";

export const UNDECIDED = "undecided-without-clone";

export interface BothWays {
  readonly root: string;
  readonly gitHub: GitHub;
  /** Reads a repository from a clone and from GitHub alone. */
  read(slug: string, component?: Partial<Component>): Promise<{ clone: ComponentReport; remote: ComponentReport }>;
}

/** A folder for bare repositories, and what serves them once they are made. */
export async function bothWays(make: (root: string) => Promise<GitHubOptions["repositories"]>): Promise<BothWays> {
  const root = await mkdtemp(join(tmpdir(), "both-ways-"));
  const repositories = await make(root);
  const token = "token-of-ada";
  const gitHub = await startGitHub({
    root,
    repositories,
    users: [
      {
        login: "ada",
        token,
        permissions: Object.fromEntries(repositories.map(({ slug }) => [slug, "admin" as const])),
      },
    ],
  });
  afterAll(async () => {
    await gitHub.close();
    await rm(root, { recursive: true, force: true });
    expect(gitHub.violations).toEqual([]);
  });
  const clones = nativeRepositories({ cacheDir: join(root, "cache"), env: { PATH: process.env["PATH"] ?? "" } });
  const client = queryClient({
    fetch: httpTransport().fetch,
    graphqlUrl: gitHub.graphqlUrl,
    token: () => Promise.resolve(token),
    userAgent: "test",
  });
  const history = historyOn(client, { sleep: () => Promise.resolve() });
  const one = async (component: Component, ports: Pick<Parameters<typeof findUnreleased>[0], "history">) => {
    const { components } = await findUnreleased({ repositories: clones, ...ports }, { components: [component] });
    return components[0] ?? expect.fail("no report");
  };
  return {
    root,
    gitHub,
    read: async (slug, component = {}) => {
      const name = slug.replace("/", "-");
      const [clone, remote] = await Promise.all([
        one({ name, repository: join(root, `${slug}.git`), ...component }, {}),
        one({ name, repository: slug, ...component }, { history }),
      ]);
      return { clone, remote };
    },
  };
}

/** What both ways must agree on: all but the place, and what only GitHub knows. */
export const comparable = ({ repository: _, ...report }: ComponentReport) => ({
  ...report,
  unreleased: report.unreleased.map(({ login: _login, pullRequest: _pullRequest, ...change }) => change),
});

/** What is not known without a clone; null when everything is. */
export const doubt = ({ warnings }: ComponentReport): string | null =>
  warnings.find(({ code }) => code === UNDECIDED)?.message ?? null;
