import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { type Environment, gitEnvironment } from "../environment.js";
import { runGit } from "../git/run-git.js";

/** What `git init --bare` makes besides `HEAD`. */
export interface EmptyRepository {
  readonly folders: readonly string[];
  /** The text of its configuration. */
  readonly config: string;
}

const known = new Map<string, Promise<EmptyRepository>>();

/** Asks git once for every environment: tests make repositories by the hundred. @throws ReleaseError as `runGit` */
export function emptyRepository(env: Environment | undefined): Promise<EmptyRepository> {
  const key = JSON.stringify(gitEnvironment(env));
  const made = known.get(key) ?? make(env);
  known.set(key, made);
  made.catch(() => known.delete(key));
  return made;
}

async function make(env: Environment | undefined): Promise<EmptyRepository> {
  const path = await mkdtemp(join(tmpdir(), "testbed-empty-"));
  try {
    await runGit(path, ["init", "--quiet", "--bare", "--template=", "."], { env });
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const folders = entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => relative(path, join(entry.parentPath, entry.name)));
    return { folders, config: await readFile(join(path, "config"), "utf8") };
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}
