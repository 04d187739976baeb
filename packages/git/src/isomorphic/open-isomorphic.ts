import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type CallOptions, contextOf } from "@signalbox/release-core";
import type { AuthCallback } from "isomorphic-git";
import nodeHttp from "isomorphic-git/http/node";
import { writingCache } from "../cache-writes.js";
import { engineLimit, repositoryEmpty } from "../errors.js";
import { cacheName, type Location, readLocation } from "../location.js";
import type { GitRepository, Ref, RefUpdate } from "../ports.js";
import { createRefView, guessMainline, hasRef, withRef } from "../ref-view.js";
import { readUpstream, type Upstream } from "../upstream.js";
import { createIsomorphicRepository } from "./isomorphic-repository.js";
import { layeredFs } from "./layered-fs.js";
import { findLocalFiles, type LocalFiles, readHead, readRefFiles } from "./local-source.js";
import { createObjectStore, type ObjectStore, peel } from "./object-store.js";
import { pushRef } from "./push-ref.js";
import { fetchRemote, type HttpRemote, readSnapshot, writeSnapshot } from "./remote-refs.js";

import type { IsomorphicRepositoriesOptions } from "./isomorphic-repositories.js";

/** Opens one location on isomorphic-git. */
export async function openIsomorphic(
  location: Location,
  options: IsomorphicRepositoriesOptions,
  call: CallOptions,
): Promise<GitRepository> {
  const folder = join(options.cacheDir, "isomorphic-git");
  if (location.kind === "url") return await writingCache(folder, () => openRemote(folder, location, options, call));
  const files = await findLocalFiles(location.address);
  const upstream = files.isBare ? null : readUpstream(files.config, location.address);
  if (options.fetch === true && upstream !== null) {
    const remote = { ...readLocation(upstream.url), shown: location.shown };
    return await writingCache(folder, () => openRemote(folder, remote, options, call));
  }
  return await openLocal(folder, location, { ...files, upstream }, options);
}

async function openRemote(
  folder: string,
  location: Location,
  options: IsomorphicRepositoriesOptions,
  call: CallOptions,
): Promise<GitRepository> {
  const remote = remoteOf(location, options);
  const gitdir = join(folder, cacheName(location));
  const store = createObjectStore(gitdir, layeredFs(gitdir, []), location.shown);
  const at = contextOf(call).now().getTime();
  const known = await readSnapshot(store);
  const first = known ?? (await fetchRemote(store, remote, call));
  const load = async (): Promise<readonly Ref[]> => (await readSnapshot(store))?.refs ?? [];
  const update = async (each: CallOptions): Promise<readonly Ref[]> => (await fetchRemote(store, remote, each)).refs;
  return createIsomorphicRepository({
    name: location.name,
    location: location.shown,
    store,
    view: createRefView({ load, update }, { refs: first.refs, isFresh: known === null, at }),
    mainline: async () => (await readSnapshot(store))?.head ?? null,
    push: (change, each) => pushRef(store, forkOf(change, options) ?? remote, change, each),
    remember: async (ref) => {
      const snapshot = await readSnapshot(store);
      if (snapshot !== null) await writeSnapshot(store, { ...snapshot, refs: withRef(snapshot.refs, ref) });
    },
  });
}

async function openLocal(
  folder: string,
  location: Location,
  source: LocalFiles & { readonly upstream: Upstream | null },
  options: IsomorphicRepositoriesOptions,
): Promise<GitRepository> {
  const { upstream, ...files } = source;
  const gitdir = join(folder, `${cacheName(location)}-objects`);
  await writingCache(folder, () => mkdir(join(gitdir, "objects"), { recursive: true }));
  const store = createObjectStore(gitdir, layeredFs(gitdir, files.objectFolders), location.shown);
  const prefix = upstream === null ? "refs/heads/" : `refs/remotes/${upstream.name}/`;
  const load = async (): Promise<readonly Ref[]> => {
    const refs = await listLocal(store, files.gitdir, prefix);
    if (!refs.some((ref) => ref.name.startsWith("refs/heads/"))) throw repositoryEmpty(location.shown);
    return refs;
  };
  const refs = await load();
  return createIsomorphicRepository({
    name: location.name,
    location: location.shown,
    store,
    view: createRefView({ load, update: load }, { refs, isFresh: false, at: 0 }),
    mainline: async () => {
      const listed = await load();
      const head = (await readRefFiles(files.gitdir)).get(`${prefix}HEAD`);
      const named = typeof head === "object" ? head.symref.replace(prefix, "refs/heads/") : null;
      if (hasRef(listed, named)) return named;
      const own = await readHead(files.gitdir);
      return hasRef(listed, own) ? own : guessMainline(listed);
    },
    push: async (change, each) => {
      const fork = forkOf(change, options);
      if (fork === null && upstream === null) throw localPush();
      const remote = fork ?? remoteOf(readLocation(upstream?.url ?? ""), options);
      return await pushRef(store, remote, change, each);
    },
    remember: () => Promise.resolve(),
  });
}

async function listLocal(store: ObjectStore, gitdir: string, prefix: string): Promise<Ref[]> {
  const refs: Ref[] = [];
  for (const [name, value] of await readRefFiles(gitdir)) {
    if (typeof value !== "string" || !(name.startsWith(prefix) || name.startsWith("refs/tags/"))) continue;
    const target = await peel(store, value);
    const full = name.startsWith(prefix) ? `refs/heads/${name.slice(prefix.length)}` : name;
    if (target.type === "commit") refs.push({ name: full, oid: value, commit: target.oid });
  }
  return refs.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The other repository that a push is for; null when it is for our own. */
function forkOf({ to }: RefUpdate, options: IsomorphicRepositoriesOptions): HttpRemote | null {
  if (to === undefined) return null;
  const location = readLocation(to);
  if (location.kind === "path") throw localPush();
  return remoteOf(location, options);
}

const localPush = (): Error =>
  engineLimit("local-push", "Pushing into a folder runs its hooks, which needs git itself.");

function remoteOf(location: Location, options: IsomorphicRepositoriesOptions): HttpRemote {
  if (location.transport !== "http") {
    throw engineLimit("transport", `isomorphic-git speaks HTTP only, not ${location.transport}: ${location.shown}`, {
      location: location.shown,
    });
  }
  const { credentials } = location;
  const colon = credentials?.indexOf(":") ?? -1;
  const given =
    credentials === null ? null : { username: credentials.slice(0, colon), password: credentials.slice(colon + 1) };
  // A second question means that the first answer was wrong.
  const onAuth: AuthCallback | undefined = given === null ? options.onAuth : () => given;
  return { url: location.address, shown: location.shown, http: options.http ?? nodeHttp, onAuth };
}
