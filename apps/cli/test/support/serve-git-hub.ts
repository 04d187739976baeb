import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWeeklyWorld, gitText, repositoryPath, type World } from "@signalbox/testbed";
import { type GitHub, startGitHub } from "@signalbox/testbed/github";
import { noteEffects, releaseWrites } from "./git-hub-effects.js";
import { type Built, type Crew, gitHubCrew } from "./git-hub-crew.js";
import { type CliAnswer, type CliCall, signalbox } from "./run-cli.js";

export const OWNER = "acme";
export const CONFIGURATION = `${OWNER}/fleet-config`;
const ENVIRONMENTS = ["dev", "test", "prod"];

/** Nothing that is written may hold one of these. */
export const TOKENS = { mara: "canary-of-mara-5b1f", jonas: "canary-of-jonas-8c2e", robot: "canary-of-robot-e07a" };

interface Release {
  readonly owner: "ci" | "tag-first" | "release-first";
  readonly assets: readonly string[];
  readonly values?: Readonly<Record<string, string>>;
  readonly checksums?: string;
  readonly minSize?: number;
}

/** One component for each way in which a fleet's packages are named, built and released. */
const RELEASES: Readonly<Record<string, Release>> = {
  "camera-recorder": {
    owner: "ci",
    assets: ["camera-recorder_{version}_arm.deb"],
    checksums: "camera-recorder_{version}_checksums.txt",
  },
  "device-api": { owner: "tag-first", assets: ["device-api_{version}.deb"] },
  "upload-processor": { owner: "release-first", assets: ["upload-processor_{version}_amd64.deb"] },
  "event-courier": {
    owner: "ci",
    assets: ["event-courier_{version}_{arch}.deb"],
    values: { arch: "arm64" },
    checksums: "event-courier_{version}_checksums.txt",
  },
  "audio-lure": { owner: "tag-first", assets: ["acoustic-lure_{version}_arm.deb"], minSize: 4 },
};

export interface ServedGitHub {
  readonly folder: string;
  readonly world: World;
  readonly gitHub: GitHub;
  /** The people and robots around the train. */
  readonly crew: Crew;
  /** The environment that the CLI gets: which GitHub, and mara's token. */
  readonly env: Readonly<Record<string, string>>;
  cli(args: string | readonly string[], call?: Partial<CliCall>): Promise<CliAnswer>;
  /** Everything that the CLI said so far. */
  readonly said: readonly string[];
  /** Asks the API as jonas does. */
  ask<T>(path: string): Promise<T>;
  /** Where everything stands: refs, pull requests, releases with their files. No times and no ids. */
  standing(): Promise<Standing>;
  /** Everything that GitHub told of so far, sorted: what was done twice stands there twice. */
  effects(): readonly string[];
  /** The writes to releases that were answered well, sorted: of these nothing is told. */
  releaseWrites(): readonly string[];
  close(): Promise<void>;
}

export interface Standing {
  readonly refs: readonly string[];
  readonly pulls: readonly object[];
  readonly releases: readonly object[];
}

export interface GitHubWorldOptions {
  /** Names of components; they are released on GitHub, all others are not there. */
  readonly components: readonly string[];
  /** The newest commit, and the clock of the fake: the same date gives the same object ids. */
  readonly endAt: Date;
  /** As in the configuration: who merges, whom to ask. */
  readonly pullRequests: object;
}

/** A weekly world on a GitHub: protected environments and mainlines, required checks, a reviewer, CI and builds. */
export async function serveGitHub(options: GitHubWorldOptions): Promise<ServedGitHub> {
  const { components: names, endAt, pullRequests } = options;
  const folder = await mkdtemp(join(tmpdir(), "signalbox-github-"));
  const root = join(folder, "remotes");
  await mkdir(join(root, OWNER), { recursive: true });
  const world = await createWeeklyWorld({
    root: join(root, OWNER),
    seed: 7,
    endAt,
    isMade: (name) => names.includes(name),
  });
  const components = world.repositories;
  const slugs = [...components.map(({ name }) => `${OWNER}/${name}`), CONFIGURATION];
  const permissions = Object.fromEntries(slugs.map((slug) => [slug, "write" as const]));
  const rules = { requiredApprovals: 1, requiredChecks: ["build"] };
  const gitHub = await startGitHub({
    root,
    now: () => endAt,
    users: Object.entries(TOKENS).map(([login, token]) => ({ login, token, permissions })),
    repositories: [
      ...components.map(({ name, mainline }) => ({ slug: `${OWNER}/${name}`, protections: { [mainline]: rules } })),
      {
        slug: CONFIGURATION,
        private: true,
        protections: Object.fromEntries([...ENVIRONMENTS, "master"].map((branch) => [branch, rules])),
      },
    ],
  });
  const effects = noteEffects(gitHub);
  const config = {
    components: components.map(({ name }) => ({ name, repository: `${OWNER}/${name}`, release: RELEASES[name] })),
    environments: ENVIRONMENTS,
    configuration: CONFIGURATION,
    pins: [{ files: "pi/**", format: "yaml" }],
    identity: { name: "Release Crew", email: "crew@example.org" },
    approvers: ["mara", "jonas"],
    pullRequests,
    trains: { weekly: "weekly" },
    cacheDir: "./cache",
  };
  await writeFile(join(folder, "signalbox.config.json"), JSON.stringify(config, null, 2));
  const env = {
    GITHUB_SERVER_URL: gitHub.url,
    GITHUB_API_URL: gitHub.apiUrl,
    GITHUB_GRAPHQL_URL: gitHub.graphqlUrl,
    GH_ENTERPRISE_TOKEN: TOKENS.mara,
  };
  const said: string[] = [];
  const ask = async <T>(path: string): Promise<T> => {
    const answer = await fetch(`${gitHub.apiUrl}${path}`, { headers: { authorization: `token ${TOKENS.jonas}` } });
    return (await answer.json()) as T;
  };
  return {
    folder,
    world,
    gitHub,
    crew: gitHubCrew(gitHub, { configuration: CONFIGURATION, reviewer: "jonas", robot: "robot", filesOf }),
    env,
    said,
    cli: async (args, call = {}) => {
      const words = typeof args === "string" ? args.split(" ") : args;
      const answer = await signalbox(words, { cwd: folder, ...call, env: { ...env, ...call.env } });
      said.push(answer.stdout, answer.stderr);
      return answer;
    },
    ask,
    standing: async () => ({
      refs: (await Promise.all(slugs.map((slug) => refsOf(root, slug)))).flat(),
      pulls: (await Promise.all(slugs.map((slug) => pullsOf(ask, slug)))).flat(),
      releases: (await Promise.all(slugs.map((slug) => releasesOf(ask, slug)))).flat(),
    }),
    effects,
    releaseWrites: () => releaseWrites(gitHub),
    close: async () => {
      await gitHub.settled();
      await gitHub.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What the build of a version makes. */
function filesOf(name: string, version: string): Built {
  const { assets, values = {}, checksums } = RELEASES[name] ?? { assets: [] };
  const filled = (pattern: string): string =>
    pattern.replace(/\{(\w+)\}/g, (_, place: string) => (place === "version" ? version : (values[place] ?? "")));
  return { files: assets.map(filled), ...(checksums !== undefined && { checksums: filled(checksums) }) };
}

type Ask = ServedGitHub["ask"];

async function refsOf(root: string, slug: string): Promise<readonly string[]> {
  const list = await gitText(repositoryPath(root, slug), ["for-each-ref", "--format=%(refname) %(objectname)"]);
  return list.split("\n").map((line) => `${slug} ${line}`);
}

interface PullBody {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly head: { readonly ref: string; readonly sha: string };
  readonly base: { readonly ref: string };
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
}

/** The newest pull request of each pair of branches comes last; their numbers are told in the order they were made. */
async function pullsOf(ask: Ask, slug: string): Promise<readonly object[]> {
  const pulls = await ask<readonly PullBody[]>(`/repos/${slug}/pulls?state=all&sort=created&direction=asc`);
  return pulls.map(({ number, title, body, head, base, merged_at, merge_commit_sha }) => ({
    ...{ slug, number, title, body, head: head.ref, at: head.sha, base: base.ref },
    merged: merged_at === null ? null : merge_commit_sha,
  }));
}

interface ReleaseBody {
  readonly tag_name: string;
  readonly name: string;
  readonly body: string | null;
  readonly draft: boolean;
  readonly assets: readonly { readonly name: string; readonly size: number }[];
}

async function releasesOf(ask: Ask, slug: string): Promise<readonly object[]> {
  const releases = await ask<readonly ReleaseBody[]>(`/repos/${slug}/releases`);
  return releases.map(({ tag_name: tag, name, body, draft, assets }) => ({
    ...{ slug, tag, name, body, draft },
    assets: assets.map((asset) => `${asset.name} ${asset.size}`).sort(),
  }));
}
