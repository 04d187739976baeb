import { join } from "node:path";
import { createBareRepository, gitEnvironment, history } from "@signalbox/testbed";
import { isReleaseError } from "@signalbox/release-core";
import { expect, test } from "vitest";
import {
  type GitRepository,
  isomorphicRepositories,
  type MergeResult,
  nativeRepositories,
  type Oid,
} from "../src/index.js";
import { EDITS, tellMerge } from "./generated-merges.js";
import { scratch } from "./scene.js";

/** Of the 240 of `EXHAUSTIVE=1`, the first half. */
const SHARE = process.env["EXHAUSTIVE"] === "1" ? 1 : 1 / 2;
const SEEDS = Array.from({ length: 240 * SHARE }, (_, index) => index + 1);
/** Why the engine without git may say no: what the README lists. */
const LIMITS = ["criss-cross", "renames", "adjacent-edits", "file-and-folder"];

/** The merge, or the limit that the engine names. */
const merged = (repository: GitRepository, ours: Oid, theirs: Oid): Promise<MergeResult | string> =>
  repository.mergeTrees(ours, theirs).catch((error: unknown) => {
    if (!isReleaseError(error) || error.code !== "ERR_ENGINE_LIMIT") throw error;
    return (error.details as { limit: string }).limit;
  });

/** The files of a tree, those with markers of a conflict by their path alone. */
async function shapeOf(repository: GitRepository, { partial, conflicts }: MergeResult): Promise<string[]> {
  const marked = new Set(
    conflicts.filter(({ kind }) => kind === "content" || kind === "add-add").map(({ path }) => path),
  );
  const files = await repository.listFiles(partial ?? "");
  return files.map(({ mode, oid, path }) => `${mode} ${marked.has(path) ? "marked" : oid} ${path}`);
}

test(
  "what is merged without git is what git merges, or the engine says why it cannot",
  { timeout: 120_000 },
  async () => {
    const root = await scratch();
    const bare = await createBareRepository(root, "generated");
    const story = history({ seed: 1, endAt: new Date("2024-06-03T09:00:00Z") });
    const merges = SEEDS.map((seed) => tellMerge(story, seed));
    const { oidOf } = await story.write(bare);
    const native = await nativeRepositories({ cacheDir: join(root, "cache"), env: gitEnvironment() }).open(bare);
    const isomorphic = await isomorphicRepositories({ cacheDir: join(root, "cache") }).open(bare);

    const counts: Record<string, number> = {};
    const wrong: unknown[] = [];
    for (const [index, { ours, theirs, edits }] of merges.entries()) {
      const [left, right] = [oidOf(ours), oidOf(theirs)];
      const [a, b] = await Promise.all([merged(native, left, right), merged(isomorphic, left, right)]);
      const count = (what: string): void => void (counts[what] = (counts[what] ?? 0) + 1);
      const odd = (): void => void wrong.push({ seed: SEEDS[index], edits, native: a, isomorphic: b });
      if (typeof a === "string") odd();
      else if (typeof b === "string") {
        count(b);
        if (!LIMITS.includes(b)) odd();
      } else if (b.tree !== null) {
        count("clean");
        if (a.tree !== b.tree || b.partial !== null) odd();
      } else {
        count("conflicts");
        if (a.tree !== null || JSON.stringify(a.conflicts) !== JSON.stringify(b.conflicts)) odd();
        else if (b.partial !== null) {
          count("partial");
          if (b.partial === a.partial) count("partial, the same to the byte");
          const [mine, theirs] = [await shapeOf(isomorphic, b), await shapeOf(native, a)];
          if (mine.join() !== theirs.join()) wrong.push({ seed: SEEDS[index], edits, mine, theirs });
        }
      }
    }
    expect(wrong).toEqual([]);
    // The generator has not lost its bite.
    expect(merges.length).toBe(240 * SHARE);
    expect(new Set(merges.flatMap((merge) => merge.edits))).toEqual(new Set(Object.keys(EDITS)));
    for (const [what, least] of Object.entries({
      clean: 60,
      conflicts: 30,
      partial: 20,
      renames: 3,
      "criss-cross": 10,
    }))
      expect(counts[what] ?? 0, `${what} in ${JSON.stringify(counts)}`).toBeGreaterThanOrEqual(
        Math.floor(least * SHARE),
      );
  },
);
