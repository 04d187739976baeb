import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { nativeRepositories } from "@signalbox/git";
import { settleConflicts } from "@signalbox/git-promote";

// Merges every release merge of a repository again ("Merge branch '16.7'", "… into 16.8") and says how many of those that
// conflict are settled by the rules for versions and pins, how many besides by making lock files again, and how often the
// person who made the merge took the same versions. No lock-file command runs: the lock file of the later branch stays.
// Use: npm run --silent build:js -w @signalbox/bench && node apps/bench/dist/replay-back-merges.js <repository> [name of a pin…]

const RELEASE_MERGE = /\bMerge (?:remote-tracking )?branch '(?:origin\/)?v?\d+\.\d+/;
const LOCK_FILES = ["package-lock.json", "yarn.lock", "pnpm-lock.yaml"];

interface Merge {
  readonly merge: string;
  readonly ours: string;
  readonly theirs: string;
}

async function releaseMerges(path: string): Promise<readonly Merge[]> {
  const args = ["-C", path, "log", "--all", "--min-parents=2", "--max-parents=2", "--format=%H %P %s"];
  const { stdout } = await promisify(execFile)("git", args, { maxBuffer: 1e9 });
  return stdout
    .trim()
    .split("\n")
    .map((line) => /^(\S+) (\S+) (\S+) (.*)$/.exec(line))
    .filter((found) => found !== null && RELEASE_MERGE.test(found[4] ?? ""))
    .map((found) => ({ merge: found?.[1] ?? "", ours: found?.[2] ?? "", theirs: found?.[3] ?? "" }));
}

async function replay(path: string, pins: readonly string[]): Promise<void> {
  const cacheDir = await mkdtemp(join(tmpdir(), "signalbox-replay-"));
  try {
    const repository = await nativeRepositories({ cacheDir, env: process.env }).open(path);
    const files = ["package.json", "**/package.json"];
    const rules = ["version", ...pins].map((name) => ({ files, pattern: `"${name}": "[~^]?(?<version>[^"]+)"` }));
    const merges = await releaseMerges(path);
    const counts = { merges: merges.length, clean: 0, conflicts: 0, byRules: 0, withLockFiles: 0, sameFiles: 0 };
    const left: string[] = [];
    for (const { merge, ours, theirs } of merges) {
      const answer = await settleConflicts(
        repository,
        { ours, theirs },
        { rules, lockFiles: [] },
        { ports: {}, options: {} },
      );
      if (answer.open.length === 0 && answer.settled.length === 0) {
        counts.clean += 1;
        continue;
      }
      counts.conflicts += 1;
      const open = answer.open.filter(({ path: file }) => !LOCK_FILES.includes(file.split("/").at(-1) ?? ""));
      if (open.length > 0) {
        left.push(
          `${merge.slice(0, 9)} ${open.map(({ path: file, kind, why }) => `${file} (${kind}: ${why})`).join(", ")}`,
        );
        continue;
      }
      if (answer.open.length === 0) counts.byRules += 1;
      else counts.withLockFiles += 1;
      const paths = answer.settled.map(({ path: file }) => file);
      const made = await repository.readFiles(merge, paths);
      const ourFiles = answer.tree === null ? [] : await repository.readFiles(answer.tree, paths);
      if (
        answer.tree !== null &&
        made.every((content, at) => Buffer.compare(content ?? Buffer.of(), ourFiles[at] ?? Buffer.of()) === 0)
      ) {
        counts.sameFiles += 1;
      }
    }
    process.stdout.write(`${JSON.stringify({ repository: repository.name, pins, counts, left }, null, 2)}\n`);
  } finally {
    await rm(cacheDir, { recursive: true, force: true });
  }
}

const [path, ...pins] = process.argv.slice(2);
if (path === undefined) {
  process.stderr.write("usage: replay-back-merges <repository> [name of a pin…]\n");
  process.exitCode = 2;
} else await replay(path, pins);
