import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createNumberedWorld, type GitServer, gitText, type NumberedWorld, startGitServer } from "@signalbox/testbed";
import { onTestFinished } from "vitest";
import { type CliAnswer, type CliCall, signalbox } from "./run-cli.js";

/** A world of numbered releases with its server, and a folder with a configuration to run the CLI in. */
export interface ServedNumbers {
  readonly folder: string;
  readonly world: NumberedWorld;
  readonly server: GitServer;
  cli(args: string, call?: Partial<CliCall>): Promise<CliAnswer>;
  /** Every ref, `<repository> <ref> <object>`. */
  refs(): Promise<readonly string[]>;
  /** How many times a ref was made or moved since the world was made. */
  refUpdates(): Promise<number>;
  /** How many pushes have changed a ref and wait for their hook to end, or have ended. */
  landed(): Promise<number>;
}

const VERSION_LINES = [
  { files: "package.json", pattern: '"version": "(?<version>[^"]+)"' },
  { files: "package.json", pattern: '"field-models": "(?<version>[^"]+)"' },
];

/** `hookMs`: how long a remote is busy after it has moved a ref and before it answers. */
export async function serveNumbers(options: { readonly hookMs?: number } = {}): Promise<ServedNumbers> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-numbered-"));
  const [root, marks] = [join(folder, "remotes"), join(folder, "landed")];
  await Promise.all([mkdir(root), mkdir(marks)]);
  const world = await createNumberedWorld({ root, seed: 3, endAt: new Date("2026-03-02T09:00:00Z") });
  for (const { path } of world.repositories) {
    await gitText(path, ["config", "core.logAllRefUpdates", "always"]);
    if (options.hookMs === undefined) continue;
    const hook = join(path, "hooks", "post-update");
    await mkdir(join(path, "hooks"), { recursive: true });
    await writeFile(hook, `#!/bin/sh\ntouch "${marks}/$$"\nsleep ${options.hookMs / 1000}\n`);
    await chmod(hook, 0o755);
  }
  const server = await startGitServer({ root });
  onTestFinished(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });
  const config = {
    components: world.repositories.map(({ name, publishesOnTag }) => ({
      name,
      repository: server.urlOf(name),
      publishesOnTag,
      cutFrom: "mainline",
      ...(publishesOnTag && { pin: { name: "field-models" } }),
      ...(["client", "webapp"].includes(name) && { consumes: ["models"] }),
      merge: { rules: VERSION_LINES },
    })),
    identity: { name: "Release Crew", email: "crew@example.org" },
    cacheDir: "./cache",
    trains: {
      release: {
        template: "numbered",
        parameters: { release: world.next, previous: world.previous, libraries: { models: "1.33.0" } },
      },
    },
  };
  await writeFile(join(folder, "signalbox.config.json"), JSON.stringify(config));
  const inEach = async (args: readonly string[]): Promise<readonly string[]> => {
    const lists = await Promise.all(
      world.repositories.map(async ({ name, path }) =>
        (await gitText(path, args)).split("\n").map((line) => (line === "" ? "" : `${name} ${line}`)),
      ),
    );
    return lists.flat().filter((line) => line !== "");
  };
  return {
    folder,
    world,
    server,
    cli: (args, call) => signalbox(args.split(" "), { cwd: folder, ...call }),
    refs: () => inEach(["for-each-ref", "--format=%(refname) %(objectname)"]),
    refUpdates: async () => (await inEach(["reflog", "--all", "--format=%H"])).length,
    landed: async () => (await readdir(marks)).length,
  };
}
