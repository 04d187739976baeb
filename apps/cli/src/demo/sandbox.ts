import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createWeeklyWorld, mergeReviewBranch, startGitServer } from "@signalbox/testbed";
import { stringify } from "yaml";

/** A git server with a team's repositories on it, below one folder, and a configuration for them. */
export interface Sandbox {
  readonly folder: string;
  readonly components: number;
  /** The configuration repository. */
  readonly configuration: string;
  /** What the colleague does who reviews `update-<into>` and presses Merge. */
  merge(into: string): Promise<void>;
  close(): Promise<void>;
}

const COLLEAGUE = { name: "Robin Review", email: "robin@example.org" };
const APPROVERS = ["Mara Tui", "Jonas Lindqvist", "Priya Nair", "Tāne Rāwiri", "Zoë O'Brien"];

/** Makes the sandbox anew. `path` is where git is looked for. */
export async function openSandbox(folder: string, path: string): Promise<Sandbox> {
  const root = join(folder, "remotes");
  await rm(folder, { recursive: true, force: true });
  await mkdir(root, { recursive: true });
  const env = { PATH: path };
  const world = await createWeeklyWorld({ root, seed: 7, endAt: new Date(), env });
  const server = await startGitServer({ root, env });
  const { name, environments } = world.configuration;
  const config = {
    components: world.repositories.map((repository) => ({
      name: repository.name,
      repository: server.urlOf(repository.name),
    })),
    environments,
    configuration: { name, repository: server.urlOf(name) },
    approvers: APPROVERS,
    identity: { name: "Kea Release Crew", email: "crew@example.org" },
    trains: { weekly: "weekly" },
    cacheDir: "./cache",
    stateDir: ".",
  };
  await writeFile(join(folder, "signalbox.config.yaml"), stringify(config, { lineWidth: 120 }));
  return {
    folder,
    components: world.repositories.length,
    configuration: name,
    merge: async (into) => {
      const review = {
        root,
        repository: name,
        review: `update-${into}`,
        into,
        method: "merge",
        deleteBranch: true,
      } as const;
      await mergeReviewBranch({ ...review, by: COLLEAGUE, at: new Date(), env });
    },
    close: () => server.close(),
  };
}
