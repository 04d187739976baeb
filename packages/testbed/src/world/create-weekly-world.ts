import { createBareRepository } from "../bare-repository/create-bare-repository.js";
import type { Environment } from "../environment.js";
import { componentHistory, COMPONENTS, versionOf } from "./component-history.js";
import { configurationHistory, EXPECTED_CHANGES } from "./configuration-history.js";

export interface WorldOptions {
  /** An existing folder; the bare repositories are made in it. */
  readonly root: string;
  readonly seed: number;
  /** When the newest commit was made; the same seed and date make the same world. */
  readonly endAt: Date;
  /** Which of the components are made. Default: all. */
  readonly isMade?: (name: string, index: number) => boolean;
  readonly env?: Environment | undefined;
}

export interface WorldRepository {
  readonly name: string;
  readonly path: string;
  /** Short name of the default branch. */
  readonly mainline: string;
  /** The tag of the newest release. */
  readonly latestTag: string;
  /** How many commits of the mainline no release contains; squash-merged releases count as released. */
  readonly expectedUnreleased: number;
}

export interface World {
  readonly root: string;
  readonly repositories: readonly WorldRepository[];
  readonly configuration: {
    readonly name: string;
    readonly path: string;
    /** All protected, in the order of promotion. */
    readonly environments: readonly ["dev", "test", "prod"];
    /** Packages with a pin in `pi/<name>/init.sls`. */
    readonly pinned: readonly string[];
    /** Non-merge commits that wait for the next promotion into each. */
    readonly expectedChanges: { readonly test: number; readonly prod: number };
  };
}

/** A team in the middle of its week: components with releases and unreleased work, and pins on their way to prod. */
export async function createWeeklyWorld(options: WorldOptions): Promise<World> {
  const { root, seed, endAt, env } = options;
  const isMade = options.isMade ?? (() => true);
  const made = COMPONENTS.map((script, index) => ({ script, index })).filter(({ script, index }) =>
    isMade(script.name, index),
  );
  const components = made.map(async ({ script, index }): Promise<WorldRepository> => {
    const { name, mainline } = script;
    const path = await createBareRepository(root, name, { defaultBranch: mainline, protected: [mainline], env });
    await componentHistory(script, seed * 100 + index, endAt).write(path, { env });
    const latestTag = `v${versionOf(script.major, 0)}`;
    return { name, path, mainline, latestTag, expectedUnreleased: script.unreleased };
  });
  const name = "fleet-config";
  const environments = ["dev", "test", "prod"] as const;
  const path = await createBareRepository(root, name, {
    defaultBranch: "dev",
    protected: [...environments, "master"],
    env,
  });
  await configurationHistory(seed * 100 + 99, endAt).write(path, { env });
  const pinned = COMPONENTS.filter((script) => script.pinned).map((script) => script.name);
  const configuration = { name, path, environments, pinned, expectedChanges: EXPECTED_CHANGES };
  return { root, repositories: await Promise.all(components), configuration };
}
