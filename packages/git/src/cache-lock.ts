import { randomBytes } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { cacheLocked } from "./errors.js";

const POLL_MS = 60;
/** A first clone of a big repository takes minutes; longer than this nobody works on one cache. */
const LONGEST_WAIT_MS = 15 * 60_000;

export interface LockOptions {
  readonly signal?: AbortSignal | undefined;
  readonly longestWaitMs?: number;
  /** Is the process of this number on this machine alive? */
  readonly isAlive?: (pid: number) => boolean;
}

/** Runs `work` while no other process works under the same lock file; a lock whose owner died is taken over. */
export async function withLock<T>(path: string, work: () => Promise<T>, options: LockOptions = {}): Promise<T> {
  const token = randomBytes(8).toString("hex");
  const mine = `${path}.${token}`;
  await writeFile(mine, JSON.stringify({ pid: process.pid, host: hostname(), token, since: new Date().toISOString() }));
  try {
    await acquire(path, mine, options);
    try {
      return await work();
    } finally {
      await rm(path, { force: true });
    }
  } finally {
    await rm(mine, { force: true });
  }
}

async function acquire(path: string, mine: string, options: LockOptions): Promise<void> {
  const { signal, longestWaitMs = LONGEST_WAIT_MS, isAlive = isProcessAlive } = options;
  const started = Date.now();
  for (;;) {
    signal?.throwIfAborted();
    if (await tryLink(mine, path)) return;
    const seen = await readFile(path, "utf8").catch(() => null);
    if (seen === null) continue;
    const owner = readOwner(seen);
    if (owner !== null && owner.host === hostname() && !isAlive(owner.pid)) {
      await takeAway(path, seen, `${mine}.stale`);
      continue;
    }
    if (Date.now() - started > longestWaitMs) {
      throw cacheLocked(path, owner === null ? "an unknown process" : `process ${owner.pid} on ${owner.host}`);
    }
    await pause(POLL_MS, signal);
  }
}

/** Moves the dead owner's lock away; if somebody else was faster, what was moved is theirs and goes back. */
async function takeAway(path: string, seen: string, aside: string): Promise<void> {
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  const moved = await readFile(aside, "utf8");
  if (moved !== seen) await tryLink(aside, path);
  await rm(aside, { force: true });
}

/** A link is made whole or not at all, so that a lock is never seen half-written. */
const tryLink = (from: string, to: string): Promise<boolean> =>
  link(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return false;
      throw error;
    },
  );

function readOwner(text: string): { pid: number; host: string } | null {
  try {
    const { pid, host } = JSON.parse(text) as { pid?: unknown; host?: unknown };
    return typeof pid === "number" && typeof host === "string" ? { pid, host } : null;
  } catch {
    return null;
  }
}

function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
