import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createNumberedWorld, gitText, type GitServer, type NumberedWorld, startGitServer } from "@signalbox/testbed";
import { type CliAnswer, type CliCall, signalbox } from "./run-cli.js";

/** A world of numbered releases with its server, and an empty folder to run the CLI in: there is no configuration. */
export interface ServedNumbers {
  readonly folder: string;
  readonly world: NumberedWorld;
  readonly server: GitServer;
  /** The addresses of all repositories, or of those named. */
  urls(...names: readonly string[]): readonly string[];
  cli(args: readonly string[], call?: Partial<CliCall>): Promise<CliAnswer>;
  git(name: string, ...args: readonly string[]): Promise<string>;
  /** Lets a repository refuse every push with these words; null: takes them again. */
  refuse(name: string, words: string | null): Promise<void>;
  /** Runs a shell line on the server when a push to the repository was written; null: no more. */
  afterPush(name: string, line: string | null): Promise<void>;
  close(): Promise<void>;
}

const IDENTITY = {
  GIT_CONFIG_COUNT: "2",
  GIT_CONFIG_KEY_0: "user.name",
  GIT_CONFIG_VALUE_0: "Release Crew",
  GIT_CONFIG_KEY_1: "user.email",
  GIT_CONFIG_VALUE_1: "crew@example.org",
};

export async function serveNumbers(): Promise<ServedNumbers> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-numbers-"));
  const root = join(folder, "remotes");
  await mkdir(root);
  const world = await createNumberedWorld({ root, seed: 11, endAt: new Date("2026-11-20T12:00:00Z") });
  const server = await startGitServer({ root });
  const home = join(folder, "home");
  await mkdir(home);
  const pathOf = (name: string): string => join(root, `${name}.git`);
  return {
    folder,
    world,
    server,
    urls: (...names) =>
      (names.length > 0 ? names : world.repositories.map(({ name }) => name)).map((name) => server.urlOf(name)),
    cli: (args, call = {}) => signalbox(args, { cwd: folder, ...call, env: { HOME: home, ...IDENTITY, ...call.env } }),
    git: (name, ...args) => gitText(pathOf(name), [...args]),
    refuse: (name, words) =>
      setHook(join(pathOf(name), "hooks", "pre-receive"), words === null ? null : `echo '${words}' >&2\nexit 1`),
    afterPush: (name, line) => setHook(join(pathOf(name), "hooks", "post-receive"), line),
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function setHook(file: string, script: string | null): Promise<void> {
  if (script === null) return rm(file);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}
