import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { CallOptions } from "@signalbox/release-core";
import { repositoryEmpty } from "../errors.js";
import type { ListedRef } from "./parse-refs.js";
import type { Cache } from "./remote-cache.js";
import { callGit, callRemoteStrictly, REMOTE, type Store } from "./store.js";

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

/** The default branch, and all refs in the store. Whether git is good enough for that shows while the remote is asked. */
async function cloneInto(store: Cache, options: CallOptions, onAsked?: () => void): Promise<string | null> {
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const call = { ...options, signal };
  const asking = Promise.all([askHead(store, call), callRemoteStrictly(store, FETCH, call)]);
  asking.catch(() => undefined); // told below
  onAsked?.();
  try {
    await store.launch.assertUsable(options);
  } catch (error) {
    stop.abort();
    await asking.catch(() => undefined);
    throw error;
  }
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

export async function askHead(store: Store, options: CallOptions): Promise<string | null> {
  const { stdout } = await callRemoteStrictly(store, ["ls-remote", "--symref", REMOTE, "HEAD"], options);
  return /^ref: (refs\/heads\/\S+)\tHEAD$/m.exec(stdout.toString())?.[1] ?? null;
}

const NO_HEAD = "refs/heads/signalbox-has-no-head";
export const readHead = (text: string): string | null => {
  const target = /^ref: (\S+)/.exec(text)?.[1] ?? NO_HEAD;
  return target === NO_HEAD ? null : target;
};

export async function writeHead(gitDir: string, head: string | null): Promise<void> {
  const temporary = join(gitDir, `HEAD.${randomBytes(4).toString("hex")}`);
  await writeFile(temporary, `ref: ${head ?? NO_HEAD}\n`);
  await rename(temporary, join(gitDir, "HEAD"));
}
