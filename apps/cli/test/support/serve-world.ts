import { appendFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createWeeklyWorld,
  gitText,
  type GitServer,
  mergeReviewBranch,
  runGit,
  startGitServer,
  type World,
} from "@signalbox/testbed";
import { type CliAnswer, type CliCall, signalbox } from "./run-cli.js";

/** A world with its server, and a folder with a configuration to run the CLI in. */
export interface ServedWorld {
  readonly folder: string;
  readonly world: World;
  readonly server: GitServer;
  /** Runs the CLI in the folder. */
  cli(args: string | readonly string[], call?: Partial<CliCall>): Promise<CliAnswer>;
  /** The address of the configuration repository. */
  readonly configuration: string;
  /** Every ref of every configured repository on the server. */
  refs(): Promise<Readonly<Record<string, string>>>;
  /** How many times a ref was made or moved on the server since the world was made. */
  refUpdates(): Promise<number>;
  /** What the colleague does who reviews `update-<into>` and merges it, once. */
  merge(into: string): Promise<void>;
  writeConfig(changes?: object): Promise<void>;
  close(): Promise<void>;
}

export interface ServedOptions {
  readonly approvers?: readonly string[];
  /** How many of the components are configured. Default: all. */
  readonly components?: number;
}

/** Serves a weekly world on loopback, with a configuration for it in a fresh folder. */
export async function serveWorld(options: ServedOptions = {}): Promise<ServedWorld> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-e2e-"));
  const root = join(folder, "remotes");
  await mkdir(root);
  // One date for the newest commit and the merges to come, so that what is done twice has the same object ids.
  const endAt = new Date();
  const count = options.components ?? Infinity;
  const world = await createWeeklyWorld({ root, seed: 7, endAt, isMade: (_, index) => index < count });
  const server = await startGitServer({ root });
  const components = world.repositories;
  const paths = [...components, world.configuration].map(({ path }) => path);
  for (const path of paths) await appendFile(join(path, "config"), "[core]\n\tlogAllRefUpdates = always\n");

  const eachPath = async (args: readonly string[]): Promise<readonly string[]> =>
    Promise.all(paths.map((path) => gitText(path, args)));
  const config = {
    components: components.map(({ name }) => ({ name, repository: server.urlOf(name) })),
    environments: world.configuration.environments,
    configuration: { name: world.configuration.name, repository: server.urlOf(world.configuration.name) },
    identity: { name: "Release Crew", email: "crew@example.org" },
    approvers: options.approvers ?? [],
    trains: { weekly: "weekly" },
    cacheDir: "./cache",
  };
  const writeConfig = (changes: object = {}): Promise<void> =>
    writeFile(join(folder, "signalbox.config.json"), JSON.stringify({ ...config, ...changes }, null, 2));
  await writeConfig();
  return {
    folder,
    world,
    server,
    configuration: server.urlOf(world.configuration.name),
    cli: (args, call) => signalbox(typeof args === "string" ? args.split(" ") : args, { cwd: folder, ...call }),
    refs: async () => {
      const lists = await eachPath(["for-each-ref", "--format=%(refname) %(objectname)"]);
      return Object.fromEntries(
        lists.flatMap((list, index) => list.split("\n").map((line) => [`${paths[index]} ${line.split(" ")[0]}`, line])),
      );
    },
    refUpdates: async () => {
      const logs = await eachPath(["reflog", "--all", "--format=%H"]);
      return logs.reduce((sum, log) => sum + log.split("\n").filter((line) => line !== "").length, 0);
    },
    merge: async (into) => {
      const { name } = world.configuration;
      const { path } = world.configuration;
      const contained = ["merge-base", "--is-ancestor", `refs/heads/update-${into}`, `refs/heads/${into}`];
      if ((await runGit(path, contained, { accept: [0, 1] })).exitCode === 0) return;
      const review = { root, repository: name, review: `update-${into}`, into, method: "merge" } as const;
      await mergeReviewBranch({ ...review, by: { name: "Robin", email: "robin@example.org" }, at: endAt });
    },
    writeConfig,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
