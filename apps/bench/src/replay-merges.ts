import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  type GitRepository,
  isomorphicRepositories,
  type MergeResult,
  nativeRepositories,
  type Oid,
} from "@signalbox/git";
import { isReleaseError } from "@signalbox/release-core";

// Merges every two-parent merge of a repository again, by both engines. Where the isomorphic engine is clean its tree
// must be native git's, else it must say why not; anything else ends with exit code 1.
// Use: npm run --silent build:js -w @signalbox/bench && node apps/bench/dist/replay-merges.js <repository> [limit]

interface Answer {
  /** A tree, `conflict`, or the limit that the engine names. */
  readonly outcome: string;
  readonly paths: readonly string[];
  readonly ms: number;
}

interface Odd {
  readonly merge: Oid;
  readonly native: string;
  readonly isomorphic: string;
  readonly paths: readonly string[];
}

async function answer(repository: GitRepository, ours: Oid, theirs: Oid): Promise<Answer> {
  const start = performance.now();
  const result = await repository.mergeTrees(ours, theirs).catch((error: unknown): MergeResult | string => {
    if (!isReleaseError(error)) throw error;
    const { limit } = (error.details ?? {}) as { limit?: string };
    return error.code === "ERR_ENGINE_LIMIT" ? `refused: ${limit ?? ""}` : error.code;
  });
  const ms = performance.now() - start;
  if (typeof result === "string") return { outcome: result, paths: [], ms };
  return { outcome: result.tree ?? "conflict", paths: result.conflicts.map(({ path, kind }) => `${kind} ${path}`), ms };
}

const quantile = (values: readonly number[], part: number): number =>
  Math.round([...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0);

async function replay(path: string, limit: number): Promise<boolean> {
  const cacheDir = await mkdtemp(join(tmpdir(), "signalbox-replay-"));
  try {
    const native = await nativeRepositories({ cacheDir, env: process.env }).open(path);
    const isomorphic = await isomorphicRepositories({ cacheDir }).open(path);
    const args = ["-C", path, "log", "--all", "--min-parents=2", "--max-parents=2", "--format=%H %P %T"];
    const { stdout } = await promisify(execFile)("git", args, { maxBuffer: 1e9 });
    const merges = stdout.trim().split("\n").slice(0, limit);
    const counts: Record<string, number> = {};
    const count = (key: string): void => void (counts[key] = (counts[key] ?? 0) + 1);
    const odd: Odd[] = [];
    const wrong: Odd[] = [];
    const times: { native: number[]; isomorphic: number[] } = { native: [], isomorphic: [] };
    for (const line of merges) {
      const [merge = "", ours = "", theirs = "", merged] = line.split(" ");
      const a = await answer(native, ours, theirs);
      const b = await answer(isomorphic, ours, theirs);
      times.native.push(a.ms);
      times.isomorphic.push(b.ms);
      const isTree = /^[0-9a-f]{40}$/.test(b.outcome);
      count(`native ${/^[0-9a-f]{40}$/.test(a.outcome) ? "clean" : a.outcome}`);
      count(`isomorphic ${isTree ? "clean" : b.outcome}`);
      if (a.outcome === merged) count("native as the person merged");
      const line2 = { merge, native: a.outcome, isomorphic: b.outcome, paths: [...a.paths, "/", ...b.paths] };
      if (isTree) {
        if (a.outcome === b.outcome) count("both clean, same tree");
        else wrong.push(line2);
      } else if (b.outcome === "conflict" && a.outcome === "conflict") {
        count(
          a.paths.join() === b.paths.join()
            ? "both conflict, same paths and kinds"
            : "both conflict, listed differently",
        );
        if (a.paths.join() !== b.paths.join()) odd.push(line2);
      } else if (b.outcome === "conflict") {
        count("native clean, isomorphic conflict");
        odd.push(line2);
      } else count("isomorphic refused");
    }
    const speed = (values: number[]): Record<string, number> => ({
      p50: quantile(values, 0.5),
      p95: quantile(values, 0.95),
      max: quantile(values, 1),
    });
    const figures = {
      merges: merges.length,
      wrong: wrong.length,
      counts,
      ms: { native: speed(times.native), isomorphic: speed(times.isomorphic) },
    };
    process.stdout.write(
      `${JSON.stringify({ repository: native.name, ...figures, wrongMerges: wrong, odd }, null, 2)}\n`,
    );
    return wrong.length === 0;
  } finally {
    await rm(cacheDir, { recursive: true, force: true });
  }
}

const [path, limit] = process.argv.slice(2);
if (path === undefined) {
  process.stderr.write("usage: replay-merges <repository> [limit]\n");
  process.exitCode = 2;
} else if (!(await replay(path, Number(limit ?? Infinity)))) process.exitCode = 1;
