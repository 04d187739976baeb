import { execFile, execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createBareRepository, gitEnvironment, type History, history, startGitServer } from "@signalbox/testbed";
import { onTestFinished } from "vitest";

const run = promisify(execFile);

/** Runs git without any configuration of the machine's; gives back its trimmed output. */
export const git = (folder: string, ...args: string[]): Promise<string> => gitWith({}, folder, ...args);

/** The same, with more in its environment: dates. */
export async function gitWith(more: Record<string, string>, folder: string, ...args: string[]): Promise<string> {
  const env = gitEnvironment({
    GIT_AUTHOR_NAME: "a",
    GIT_AUTHOR_EMAIL: "a@example.org",
    GIT_COMMITTER_NAME: "a",
    GIT_COMMITTER_EMAIL: "a@example.org",
    ...more,
  });
  const { stdout } = await run("git", ["-C", folder, ...args], { env, maxBuffer: 64e6 });
  return stdout.trimEnd();
}

/** The tree that git writes of lines as `git update-index --index-info` takes them, with an index of its own. */
export async function treeOfIndex(folder: string, index: string, info: string): Promise<string> {
  const env = { ...gitEnvironment({}), GIT_INDEX_FILE: index };
  execFileSync("git", ["-C", folder, "update-index", "-z", "--index-info"], { env, input: info, stdio: "pipe" });
  const { stdout } = await run("git", ["-C", folder, "write-tree", "--missing-ok"], { env });
  return stdout.trimEnd();
}

/** Writes an object as it is, whatever git thinks of it; gives back its id. */
export async function writeObject(folder: string, type: "blob" | "tree" | "tag", content: Buffer): Promise<string> {
  const writing = run("git", ["-C", folder, "hash-object", "--literally", "-w", "-t", type, "--stdin"], {
    env: gitEnvironment({}),
  });
  writing.child.stdin?.end(content);
  return (await writing).stdout.trimEnd();
}

export async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-git-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export interface Scene {
  readonly root: string;
  readonly cacheDir: string;
  readonly bare: string;
  readonly url: string;
  readonly server: Awaited<ReturnType<typeof startGitServer>>;
  oidOf(branch: string): string;
}

/** A bare repository with the told history, served over HTTP. */
export async function scene(
  tell: (story: History) => void,
  options: Parameters<typeof createBareRepository>[2] = {},
): Promise<Scene> {
  const root = await scratch();
  const bare = await createBareRepository(join(root, "remotes"), "shop", options);
  const story = history({ seed: 7, endAt: new Date("2024-06-03T09:00:00Z") });
  tell(story);
  const { oidOf } = await story.write(bare);
  const server = await startGitServer({ root: join(root, "remotes") });
  onTestFinished(() => server.close());
  return { root, bare, server, oidOf, cacheDir: join(root, "cache"), url: server.urlOf("shop.git") };
}

/** Every file below a folder with its size and date: nothing of a user's clone may change. */
export async function fingerprint(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const lines = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        const { size, mtimeMs } = await stat(path);
        return `${path} ${size} ${mtimeMs} ${(await readFile(path)).length}`;
      }),
  );
  return lines.sort().join("\n");
}
