import { randomBytes } from "node:crypto";
import { readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type CallOptions, contextOf } from "@signalbox/release-core";
import { callRemoteStrictly, REMOTE, type Store } from "./store.js";

/** Where git has to be asked for it, that costs a request of its own: only when it was read longer ago than this. */
const HEAD_AGE_MS = 24 * 60 * 60_000;
/** What `HEAD` of a store names when its remote has no default branch: git wants some name there. */
export const NO_HEAD = "refs/heads/signalbox-has-no-head";

/** Asks the remote by git. Null when its HEAD is detached, or names a branch that is not there. */
export async function askHead(store: Store, options: CallOptions): Promise<string | null> {
  const { stdout } = await callRemoteStrictly(store, ["ls-remote", "--symref", REMOTE, "HEAD"], options);
  return /^ref: (refs\/heads\/\S+)\tHEAD$/m.exec(stdout.toString())?.[1] ?? null;
}

/**
 * The remote's default branch as the cache remembers it, asked again once a day, and at once when that branch is gone:
 * most likely it was renamed.
 */
export async function cachedHead(
  store: Store,
  isThere: (name: string) => Promise<boolean>,
  options: CallOptions,
): Promise<string | null> {
  const { head, isOld } = await readHead(store, options);
  if (!isOld && (head === null || (await isThere(head)))) return head;
  const asked = await askHead(store, options);
  await writeHead(store.gitDir, asked);
  return asked;
}

/** What the remote has just said beside its refs. */
export async function noteHead(store: Store, said: string | null, options: CallOptions): Promise<void> {
  const { head, isOld } = await readHead(store, options);
  if (head !== said || isOld) await writeHead(store.gitDir, said);
}

export async function writeHead(gitDir: string, head: string | null): Promise<void> {
  const temporary = join(gitDir, `HEAD.${randomBytes(4).toString("hex")}`);
  await writeFile(temporary, `ref: ${head ?? NO_HEAD}\n`);
  await rename(temporary, join(gitDir, "HEAD"));
}

async function readHead(
  { gitDir }: Store,
  options: CallOptions,
): Promise<{ readonly head: string | null; readonly isOld: boolean }> {
  const path = join(gitDir, "HEAD");
  const [text, { mtimeMs }] = await Promise.all([readFile(path, "utf8"), stat(path)]);
  const name = /^ref: (\S+)/.exec(text)?.[1] ?? NO_HEAD;
  const isOld = contextOf(options).now().getTime() - mtimeMs > HEAD_AGE_MS;
  return { head: name === NO_HEAD ? null : name, isOld };
}
