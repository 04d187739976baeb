import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWeeklyWorld, startGitServer, type GitServer, type World } from "@signalbox/testbed";

/** A world with its server, and a folder to run the CLI in. */
export interface ServedWorld {
  readonly folder: string;
  readonly world: World;
  readonly server: GitServer;
  close(): Promise<void>;
}

export interface ServedOptions {
  readonly endAt?: Date;
  readonly approvers?: readonly string[];
}

/** Serves a weekly world on loopback, with a configuration for it in a fresh folder. */
export async function serveWorld(options: ServedOptions = {}): Promise<ServedWorld> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-e2e-"));
  const root = join(folder, "remotes");
  await mkdir(root);
  const world = await createWeeklyWorld({ root, seed: 7, endAt: options.endAt ?? new Date() });
  const server = await startGitServer({ root });
  const config = {
    components: world.repositories.map(({ name }) => ({ name, repository: server.urlOf(name) })),
    environments: world.configuration.environments,
    configuration: { name: world.configuration.name, repository: server.urlOf(world.configuration.name) },
    identity: { name: "Release Crew", email: "crew@example.org" },
    approvers: options.approvers ?? [],
    trains: { weekly: { template: "weekly", parameters: { pollMs: 200 } } },
    cacheDir: "./cache",
  };
  await writeFile(join(folder, "signalbox.config.json"), JSON.stringify(config, null, 2));
  return {
    folder,
    world,
    server,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
