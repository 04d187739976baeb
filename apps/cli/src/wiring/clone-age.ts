import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Warning } from "@signalbox/release-core";
import { age } from "../output/style.js";

/** What a clone remembers of its remote is believed for so long without a word. */
export const STALE_MS = 24 * 3_600_000;

/** A clone that was not asked to look at its remote, and when somebody did last. */
export interface StaleClone {
  readonly location: string;
  readonly fetchedMs: number;
}

/**
 * When a clone was last fetched: the time of FETCH_HEAD, of its packed refs where it was only cloned. Null for what is
 * no clone with a remote: a bare repository is itself what one would fetch. Reads files and starts nothing.
 */
export async function lastFetchMs(folder: string): Promise<number | null> {
  const git = await gitFolder(join(folder, ".git"));
  if (git === null || !/^\s*\[remote /m.test(await readFile(join(git.common, "config"), "utf8").catch(() => "")))
    return null;
  const times = await Promise.all([join(git.own, "FETCH_HEAD"), join(git.common, "FETCH_HEAD")].map(timeOf));
  const known = times.filter((time) => time !== null);
  return known.length > 0 ? Math.max(...known) : timeOf(join(git.common, "packed-refs"));
}

/** A worktree's `.git` is a file that names its folder, and that names the one it shares. */
async function gitFolder(path: string): Promise<{ readonly own: string; readonly common: string } | null> {
  const found = await stat(path).catch(() => null);
  if (found === null) return null;
  if (found.isDirectory()) return { own: path, common: path };
  const own = /^gitdir: (.+)$/m.exec(await readFile(path, "utf8"))?.[1];
  if (own === undefined) return null;
  const folder = resolve(path, "..", own);
  const common = await readFile(join(folder, "commondir"), "utf8").catch(() => ".");
  return { own: folder, common: resolve(folder, common.trim()) };
}

const timeOf = (file: string): Promise<number | null> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );

/** The warning of one, as reports have it. */
export function staleWarning({ location, fetchedMs }: StaleClone, nowMs: number): Warning {
  return {
    code: "clone-not-fetched",
    message: `The clone ${location} was last fetched ${age(nowMs - fetchedMs)} ago; what its remote got since is not seen.`,
    hint: "Add --fetch, run `git fetch` in it, or name the remote's URL instead.",
  };
}
