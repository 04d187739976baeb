import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { CallOptions } from "@signalbox/release-core";
import { contextOf } from "@signalbox/release-core";
import git, { type AuthCallback, type HttpClient } from "isomorphic-git";
import { withLock } from "../cache-lock.js";
import { engineLimit, repositoryEmpty } from "../errors.js";
import type { Ref } from "../ports.js";
import { translateIsoError } from "./iso-errors.js";
import { type ObjectStore, peel } from "./object-store.js";

/** The other end of an HTTP remote. */
export interface HttpRemote {
  readonly url: string;
  readonly shown: string;
  readonly http: HttpClient;
  readonly onAuth: AuthCallback | undefined;
}

export interface Snapshot {
  readonly head: string | null;
  readonly refs: readonly Ref[];
}

const FILE = "signalbox-refs.json";

/** What the remote had when it was last read, from the cache; null when it was never read. */
export async function readSnapshot(store: ObjectStore): Promise<Snapshot | null> {
  try {
    return JSON.parse(await readFile(join(store.gitdir, FILE), "utf8")) as Snapshot;
  } catch {
    return null;
  }
}

export async function writeSnapshot(store: ObjectStore, snapshot: Snapshot): Promise<void> {
  const path = join(store.gitdir, FILE);
  await writeFile(`${path}.new`, JSON.stringify(snapshot));
  await rename(`${path}.new`, path);
}

/** Reads the remote's refs and fetches what is missing behind them. */
export async function fetchRemote(store: ObjectStore, remote: HttpRemote, options: CallOptions): Promise<Snapshot> {
  await mkdir(dirname(store.gitdir), { recursive: true });
  return await withLock(
    `${store.gitdir}.lock`,
    async () => {
      try {
        return await fetchLocked(store, remote, options);
      } catch (error) {
        throw translateIsoError(error, remote.shown, options.signal);
      }
    },
    options,
  );
}

async function fetchLocked(store: ObjectStore, remote: HttpRemote, options: CallOptions): Promise<Snapshot> {
  const { fs, gitdir, cache } = store;
  const isKnown = await stat(join(gitdir, "HEAD")).catch(() => null);
  if (isKnown === null) await rm(gitdir, { recursive: true, force: true });
  const listed = await listRemote(remote);
  const wanted = listed.filter((ref) => /^refs\/(?:heads|tags)\//.test(ref.ref));
  if (!wanted.some((ref) => ref.ref.startsWith("refs/heads/"))) throw repositoryEmpty(remote.shown);
  if (!listed.some((ref) => ref.ref === "HEAD")) {
    throw engineLimit(
      "no-head",
      "HEAD of the remote names a branch that is not there, and isomorphic-git cannot fetch without.",
    );
  }
  if (isKnown === null) {
    await git.init({ fs, gitdir, bare: true });
    await git.addRemote({ fs, gitdir, remote: "signalbox", url: remote.url });
  }
  options.signal?.throwIfAborted();
  const { emit } = contextOf(options);
  const call = {
    ...transportOf(remote),
    fs,
    gitdir,
    cache,
    remote: "signalbox",
    onProgress: (progress: { phase: string; loaded: number; total: number }) => {
      if (options.signal?.aborted === true) throw options.signal.reason;
      emit({
        type: "progress",
        kind: "git",
        message: progress.phase,
        done: progress.loaded,
        ...(progress.total > 0 ? { total: progress.total } : {}),
      });
    },
  };
  if (await anyMissing(store, wanted)) await git.fetch({ ...call, singleBranch: false, tags: true });
  // isomorphic-git leaves a tag that has moved as it was: ask for such objects by their ref.
  for (const ref of wanted) {
    if (await anyMissing(store, [ref]))
      await git.fetch({ ...call, remoteRef: ref.ref, singleBranch: true, tags: false });
  }
  const refs: Ref[] = [];
  for (const { ref, oid } of wanted) {
    const target = await peel(store, oid);
    if (target.type === "commit") refs.push({ name: ref, oid, commit: target.oid });
  }
  const head = listed.find((ref) => ref.ref === "HEAD")?.target ?? null;
  const snapshot = { head, refs: refs.sort((a, b) => (a.name < b.name ? -1 : 1)) };
  await writeSnapshot(store, snapshot);
  return snapshot;
}

async function anyMissing(store: ObjectStore, refs: readonly { oid: string }[]): Promise<boolean> {
  for (const { oid } of refs) {
    try {
      await store.read(oid);
    } catch (error) {
      if ((error as { code?: string }).code === "ERR_OBJECT_MISSING") return true;
      throw error;
    }
  }
  return false;
}

/** The advertised refs, HEAD with its target. */
export const listRemote = (remote: HttpRemote): ReturnType<typeof git.listServerRefs> =>
  git.listServerRefs({ ...transportOf(remote), symrefs: true });

export const transportOf = (remote: HttpRemote): { http: HttpClient; url: string; onAuth?: AuthCallback } => ({
  http: remote.http,
  url: remote.url,
  ...(remote.onAuth === undefined ? {} : { onAuth: remote.onAuth }),
});
