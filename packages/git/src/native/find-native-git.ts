import { isReleaseError } from "@signalbox/release-core";
import { gitEnvironment } from "./environment.js";
import { runGit } from "./git-process.js";

export interface NativeGit {
  readonly path: string;
  /** `2.39.5` */
  readonly version: string;
}

/** The git that the native engine can use, or null: `merge-tree --write-tree` came with 2.38. */
export async function findNativeGit(options: {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly gitPath?: string;
  readonly signal?: AbortSignal;
}): Promise<NativeGit | null> {
  const path = options.gitPath ?? "git";
  try {
    const { code, stdout } = await runGit({
      gitPath: path,
      args: ["--version"],
      env: gitEnvironment(options.env),
      signal: options.signal,
    });
    const version = readGitVersion(stdout.toString());
    return code === 0 && version !== null && isNewEnough(version) ? { path, version } : null;
  } catch (error) {
    if (isReleaseError(error)) return null;
    throw error;
  }
}

/** `git version 2.39.5 (Apple Git-154)` → `2.39.5` */
export const readGitVersion = (line: string): string | null =>
  /^git version (\d+\.\d+(?:\.\d+)?)/.exec(line)?.[1] ?? null;

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 2 || (major === 2 && minor >= 38);
}
