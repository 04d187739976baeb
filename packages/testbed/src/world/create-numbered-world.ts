import { createBareRepository } from "../bare-repository/create-bare-repository.js";
import type { Environment } from "../environment.js";
import { history } from "../history/history.js";
import { type NumberedScript, NUMBERED, numberedHistory } from "./numbered-history.js";

export interface NumberedWorldOptions {
  /** An existing folder; the bare repositories are made in it. */
  readonly root: string;
  readonly seed: number;
  /** When the newest commit was made; the same seed and date make the same world. */
  readonly endAt: Date;
  readonly env?: Environment | undefined;
}

export interface NumberedRepository {
  readonly name: string;
  readonly path: string;
  /** Short name of the default branch: `main` in some, `master` in others. */
  readonly mainline: string;
  /** Commits of the previous release branch that are not on the mainline yet, by patch. */
  readonly missing: number;
  /** A tag publishes it; its versions are its own. */
  readonly publishesOnTag: boolean;
}

export interface NumberedWorld {
  readonly root: string;
  readonly repositories: readonly NumberedRepository[];
  /** The newest release, of which some fixes are not on the mainline. */
  readonly previous: string;
  /** The release that comes next. */
  readonly next: string;
}

/**
 * A team whose releases have one number over many repositories, the day before the next one is cut: release branches
 * `16.1` and `16.2` in most of them, `v16.2.x` tags, and fixes on `16.2` that the mainline lacks, as plain commits, as
 * cherry-picks, or in conflict over a version line. Shapes as in the history of a real project.
 */
export async function createNumberedWorld(options: NumberedWorldOptions): Promise<NumberedWorld> {
  const { root, seed, endAt, env } = options;
  const make = async (script: NumberedScript, index: number): Promise<NumberedRepository> => {
    const { name, mainline, missing, publishesOnTag } = script;
    const path = await createBareRepository(root, name, { defaultBranch: mainline, env });
    const told = history({ seed: seed * 100 + index, endAt });
    numberedHistory(told, script);
    await told.write(path, { env });
    return { name, path, mainline, missing, publishesOnTag };
  };
  return { root, repositories: await Promise.all(NUMBERED.map(make)), previous: "16.2", next: "16.3" };
}
