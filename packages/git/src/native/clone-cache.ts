import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { CallOptions } from "@signalbox/release-core";
import { repositoryEmpty } from "../errors.js";
import type { ListedRef } from "./parse-refs.js";
import type { Cache } from "./remote-cache.js";
import { askHead, NO_HEAD, writeHead } from "./default-branch.js";
import { fetchAll } from "./fetch-all.js";
import { callGit, callRemoteStrictly, REMOTE } from "./store.js";

export const FETCH = [
  "fetch",
  "--prune",
  "--no-tags",
  "--no-write-fetch-head",
  "--no-recurse-submodules",
  "--progress",
  "--filter=blob:none",
  REMOTE,
];
/** A clone under another name, renamed when it is whole: a killed one leaves nothing that looks like a cache. */
export async function cloneCache(
  store: Cache,
  options: CallOptions,
  onAsked?: () => void,
): Promise<readonly ListedRef[]> {
  await sweep(store.gitDir);
  const gitDir = `${store.gitDir}.new-${randomBytes(4).toString("hex")}`;
  const fresh = { ...store, gitDir, objects: join(gitDir, "objects") };
  try {
    await makeBare(gitDir);
    const head = await cloneInto(fresh, options, onAsked);
    await writeHead(gitDir, head);
    const [refs] = await Promise.all([
      fresh.listRefs(fresh, options),
      callGit(fresh, ["pack-refs", "--all"], options), // takes no ref away before it is in the other place
    ]);
    if (!refs.some((ref) => ref.name.startsWith("refs/heads/"))) throw repositoryEmpty(store.remote?.shown ?? "");
    await rm(store.gitDir, { recursive: true, force: true });
    await rename(gitDir, store.gitDir);
    store.answers.forget();
    return refs;
  } finally {
    await rm(gitDir, { recursive: true, force: true });
  }
}

/**
 * The default branch, and all refs in the store, by our own requests or else by git. Whether git is good enough for that
 * shows while the remote is asked.
 */
async function cloneInto(store: Cache, options: CallOptions, onAsked?: () => void): Promise<string | null> {
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const call = { ...options, signal };
  let onSent = (): void => undefined;
  const sent = new Promise<void>((resolve) => (onSent = resolve));
  const asking = byRequests(store, call, () => {
    onSent();
    onAsked?.();
  });
  asking.then(onSent, onSent); // a failure is told below
  await sent; // to start a process first would hold it up
  try {
    await store.launch.assertUsable(options);
  } catch (error) {
    stop.abort();
    await asking.catch(() => undefined);
    throw error;
  }
  return await asking;
}

async function byRequests(store: Cache, options: CallOptions, onAsked?: () => void): Promise<string | null> {
  const found = await fetchAll(store, options, onAsked);
  if (found !== null) return found.head;
  options.signal?.throwIfAborted();
  const asking = Promise.all([askHead(store, options), callRemoteStrictly(store, FETCH, options)]);
  onAsked?.();
  const [head] = await asking;
  return head;
}

/** What `git init --bare --template=` makes (gitrepository-layout(5)), without a process. */
async function makeBare(gitDir: string): Promise<void> {
  for (const folder of ["objects/info", "objects/pack", "refs/heads", "refs/tags"])
    await mkdir(join(gitDir, folder), { recursive: true });
  await writeFile(join(gitDir, "config"), "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n");
  await writeFile(join(gitDir, "HEAD"), `ref: ${NO_HEAD}\n`);
}

/** Removes what killed clones left; called under the lock, so nobody is at work on them. */
async function sweep(gitDir: string): Promise<void> {
  const folder = dirname(gitDir);
  const left = (await readdir(folder)).filter((name) => name.startsWith(`${basename(gitDir)}.new-`));
  await Promise.all(left.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}
