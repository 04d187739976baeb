import { appendFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Environment } from "../environment.js";
import { emptyRepository } from "./empty-repository.js";
import { UPDATE_HOOK } from "./update-hook.js";

export interface BareRepositoryOptions {
  /** What `HEAD` names. Default `main`. */
  readonly defaultBranch?: string;
  /** Branches that nobody may push to, short names. */
  readonly protected?: readonly string[];
  /** Users of the server whom the protection does not stop. */
  readonly reviewers?: readonly string[];
  /** Answers every push with 403. */
  readonly readOnly?: boolean;
  readonly env?: Environment | undefined;
}

/** Makes `<root>/<name>.git`, with a real `update` hook behind the protection; gives back its path. */
export async function createBareRepository(
  root: string,
  name: string,
  options: BareRepositoryOptions = {},
): Promise<string> {
  const path = join(root, `${name}.git`);
  await mkdir(path, { recursive: true });
  const { folders, config } = await emptyRepository(options.env);
  await Promise.all(folders.map((folder) => mkdir(join(path, folder), { recursive: true })));
  await Promise.all([
    writeFile(join(path, "HEAD"), `ref: refs/heads/${options.defaultBranch ?? "main"}\n`),
    writeFile(join(path, "config"), config),
  ]);
  await protectBranches(path, options.protected ?? [], options);
  if (options.readOnly === true) await configure(path, [["http", "receivepack", "false"]]);
  return path;
}

/** Puts the protection on a bare repository that exists already, for example a copied mirror. */
export async function protectBranches(
  path: string,
  branches: readonly string[],
  options: Pick<BareRepositoryOptions, "reviewers"> = {},
): Promise<void> {
  const hook = join(path, "hooks", "update");
  await mkdir(dirname(hook), { recursive: true });
  await writeFile(hook, UPDATE_HOOK, { mode: 0o755 });
  await configure(path, [
    ...branches.map((branch): Setting => ["testbed", "protected", branch]),
    ...(options.reviewers ?? []).map((reviewer): Setting => ["testbed", "reviewer", reviewer]),
  ]);
}

/** Section, name and value. */
type Setting = readonly [string, string, string];

/** What `git config --add` does, without a process for each (the syntax: git-config(1)). */
async function configure(path: string, settings: readonly Setting[]): Promise<void> {
  const quoted = (value: string): string => `"${value.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n")}"`;
  const text = settings.map(([section, name, value]) => `[${section}]\n\t${name} = ${quoted(value)}\n`).join("");
  await appendFile(join(path, "config"), text);
}
