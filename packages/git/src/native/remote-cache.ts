import { mkdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { CallOptions } from "@signalbox/release-core";
import { withLock } from "../cache-lock.js";
import { writingCache } from "../cache-writes.js";
import { repositoryEmpty } from "../errors.js";
import { fetchHistory } from "./fetch-history.js";
import { cloneCache, FETCH } from "./clone-cache.js";
import { noteHead } from "./default-branch.js";
import { isDamage, translateRemoteFailure } from "./git-errors.js";
import type { CacheRefs } from "./cache-refs.js";
import type { ListedRef } from "./parse-refs.js";
import { findMovedRefs, type MovedRef } from "./moved-refs.js";
import { callGit, callRemote, type Store } from "./store.js";

/** The store that stands for a remote. */
export interface Cache extends Store {
  readonly listRefs: CacheRefs;
}

/** Makes sure that there is a cache. Returns the refs when they were read from the remote just now, else null. */
export async function openCache(
  store: Cache,
  options: CallOptions,
  onAsked?: () => void,
): Promise<readonly ListedRef[] | null> {
  // A cache gets its name when it is whole; damage done to it later shows in the first call that reads it.
  if (await exists(join(store.gitDir, "HEAD"))) return null;
  return (await buildCache(store, options, onAsked)).built;
}

/** The refs of the cache; one that is gone or damaged is built again. */
export async function readCache(store: Cache, options: CallOptions): Promise<readonly ListedRef[]> {
  const known = await readKnown(store, options);
  if (known !== null) return known;
  const { built, found } = await buildCache(store, options);
  return built ?? found;
}

async function buildCache(
  store: Cache,
  options: CallOptions,
  onAsked?: () => void,
): Promise<{ built: readonly ListedRef[] | null; found: readonly ListedRef[] }> {
  await writingCache(dirname(store.gitDir), () => mkdir(dirname(store.gitDir), { recursive: true }));
  return await underLock(
    store,
    async () => {
      const others = await readKnown(store, options); // another process may have cloned while we waited
      return others === null
        ? { built: await cloneCache(store, options, onAsked), found: [] }
        : { built: null, found: others };
    },
    options,
  );
}

/** Fetches what is new, if there is something. A cache that turns out damaged is rebuilt once. */
export async function refreshCache(
  store: Cache,
  options: CallOptions,
  onAsked: () => void = () => undefined,
): Promise<readonly ListedRef[]> {
  const moves = await findMovedRefs(store, options, onAsked);
  const found = moves === null ? null : await follow(store, moves.moved, options);
  if (moves !== null && found !== null) {
    await noteHead(store, moves.head, options);
    return found;
  }
  const refs = await underLock(
    store,
    async () => {
      const fetched = callRemote(store, FETCH, options);
      onAsked();
      const { code, stderr } = await fetched;
      if (code !== 0) {
        const failure = translateRemoteFailure(store.remote?.shown ?? "", "fetch", code, stderr);
        // What is not the remote's fault is the cache's.
        if (failure.code !== "ERR_GIT_FAILED" && !isDamage(stderr)) throw failure;
        return await cloneCache(store, options);
      }
      return (await readKnown(store, options)) ?? (await cloneCache(store, options));
    },
    options,
  );
  if (refs.length === 0) throw repositoryEmpty(store.remote?.shown ?? "");
  return refs;
}

/**
 * Moves the refs of the cache to where the remote has them; null when that does not succeed: one has moved since it was
 * read, the remote gave nothing, or what it gave does not reach what was there.
 */
async function follow(
  store: Cache,
  moved: readonly MovedRef[],
  options: CallOptions,
): Promise<readonly ListedRef[] | null> {
  if (moved.length === 0) return await readKnown(store, options);
  const wanted = moved.flatMap(({ to }) => to ?? []);
  if (wanted.length > 0 && !(await fetchHistory(store, wanted, options))) return null;
  const input = moved.map(updateOf).join("");
  return await underLock(
    store,
    async () => {
      const { code } = await callGit(store, ["update-ref", "-z", "--stdin"], { ...options, input, codes: [0, 1, 128] });
      return code === 0 ? await readKnown(store, options) : null;
    },
    options,
  );
}

/** A line for `git update-ref -z --stdin`, which looks at the old place. */
function updateOf({ name, from, to }: MovedRef): string {
  if (to === null) return `delete ${name}\0${from ?? ""}\0`;
  return from === null ? `create ${name}\0${to}\0` : `update ${name}\0${to}\0${from}\0`;
}

const underLock = <T>(store: Cache, work: () => Promise<T>, options: CallOptions): Promise<T> =>
  writingCache(dirname(store.gitDir), () => withLock(`${store.gitDir}.lock`, work, options));

/** What an earlier process or call has left; null when there is nothing that can be used. */
export async function readKnown(store: Cache, options: CallOptions): Promise<readonly ListedRef[] | null> {
  if (!(await exists(store.gitDir))) return null;
  try {
    const refs = await store.listRefs(store, options);
    return refs.length > 0 ? refs : null;
  } catch (error) {
    options.signal?.throwIfAborted();
    if ((error as { code?: string }).code === "ERR_GIT_FAILED") return null; // damaged: built again
    throw error;
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
