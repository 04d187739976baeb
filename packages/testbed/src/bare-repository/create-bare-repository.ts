import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Environment } from "../environment.js";
import { runGit } from "../git/run-git.js";
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
  await mkdir(dirname(path), { recursive: true });
  const call = { env: options.env };
  const init = [
    "init",
    "--quiet",
    "--bare",
    "--template=",
    `--initial-branch=${options.defaultBranch ?? "main"}`,
    path,
  ];
  await runGit(root, init, call);
  await protectBranches(path, options.protected ?? [], options);
  if (options.readOnly === true) await runGit(path, ["config", "http.receivepack", "false"], call);
  return path;
}

/** Puts the protection on a bare repository that exists already, for example a copied mirror. */
export async function protectBranches(
  path: string,
  branches: readonly string[],
  options: Pick<BareRepositoryOptions, "reviewers" | "env"> = {},
): Promise<void> {
  const hook = join(path, "hooks", "update");
  await mkdir(dirname(hook), { recursive: true });
  await writeFile(hook, UPDATE_HOOK);
  await chmod(hook, 0o755);
  const values = [
    ...branches.map((branch) => ["testbed.protected", branch]),
    ...(options.reviewers ?? []).map((reviewer) => ["testbed.reviewer", reviewer]),
  ];
  for (const [key = "", value = ""] of values)
    await runGit(path, ["config", "--add", key, value], { env: options.env });
}
