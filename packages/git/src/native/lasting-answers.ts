import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Oid } from "../ports.js";
import { statsOf, textOf } from "./read-small.js";

/**
 * Answers about object ids, on disk beside a cache, for the processes after this one: a plan is made again when it is
 * applied, and once more by whoever looks after that. Nothing but an object can change such an answer: our calls set
 * whatever git-config(1) lets influence it, and `gc` never runs in a cache.
 */
export interface LastingAnswers {
  /** The answer that was kept, else what `work` brings, which is kept then. */
  once<T>(question: readonly unknown[], work: () => Promise<T>, made?: (answer: T) => readonly Oid[]): Promise<T>;
}

interface Kept {
  readonly format: 1;
  readonly answer: unknown;
  /** Objects that answering has made: whoever was told of them counts on them. */
  readonly made: readonly Oid[];
}

/** A larger one takes as long to read as to ask for. */
const MOST_BYTES = 256_000;
const MOST_FILES = 200;

/** For stores that keep nothing. */
export const forgetful: LastingAnswers = { once: (_, work) => work() };

/** One file an answer, so that processes at the same time take nothing from each other. */
export function createLastingAnswers(gitDir: string): LastingAnswers {
  const folder = join(gitDir, "signalbox-answers");
  const looseOf = (oid: Oid): string => join(gitDir, "objects", oid.slice(0, 2), oid.slice(2));
  const isThere = (oid: Oid): boolean => statsOf(looseOf(oid)) !== null;
  let isSwept = false;
  return {
    once: async (question, work, made = () => []) => {
      const path = join(folder, `${createHash("sha1").update(JSON.stringify(question)).digest("hex")}.json`);
      const kept = readKept(path);
      if (kept?.made.every(isThere) === true) return kept.answer as Awaited<ReturnType<typeof work>>;
      const answer = await work();
      // What was in a pack before stays there.
      const text = JSON.stringify({ format: 1, answer, made: made(answer).filter(isThere) } satisfies Kept);
      if (text.length > MOST_BYTES) return answer;
      await write(path, text).catch(() => undefined); // a store that cannot be written forgets
      if (!isSwept) await sweep(folder).catch(() => undefined);
      isSwept = true;
      return answer;
    },
  };
}

function readKept(path: string): Kept | null {
  try {
    const kept = JSON.parse(textOf(path) ?? "") as Kept;
    return kept.format === 1 ? kept : null;
  } catch {
    return null; // not there yet, or cut off
  }
}

async function write(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString("hex")}`;
  try {
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(temporary, text);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The oldest go; a killed process's temporary files become the oldest in time. */
async function sweep(folder: string): Promise<void> {
  const paths = (await readdir(folder)).map((name) => join(folder, name));
  if (paths.length <= MOST_FILES) return;
  const aged = await Promise.all(paths.map(async (path) => ({ path, at: (await stat(path)).mtimeMs })));
  aged.sort((a, b) => b.at - a.at);
  await Promise.all(aged.slice(MOST_FILES / 2).map(({ path }) => rm(path, { force: true })));
}
