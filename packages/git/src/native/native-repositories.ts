import { join } from "node:path";
import { type CallOptions, contextOf, type ReleaseEvent } from "@signalbox/release-core";
import { cacheName, type Location, readLocation } from "../location.js";
import { openOnce } from "../open-once.js";
import type { GitRepository, OpenOptions, Repositories } from "../ports.js";
import { createRefView, hasRef } from "../ref-view.js";
import { findNativeGit } from "./find-native-git.js";
import { localRefs, rememberPush } from "./local-refs.js";
import { borrowObjects, inspectLocal, type LocalSource } from "./local-source.js";
import { createNativeRepository } from "./native-repository.js";
import { gitNotUsable } from "../errors.js";
import { createAnswers } from "./answers.js";
import { createCacheRefs } from "./cache-refs.js";
import { cachedHead } from "./default-branch.js";
import { openCache, readCache, readKnown, refreshCache } from "./remote-cache.js";
import { createPatchMemory, noPatchMemory } from "./patch-memory.js";
import { remoteOf, type Target } from "./remote-of.js";
import type { GitLaunch, Remote, Store } from "./store.js";
import { createLastingAnswers, forgetful } from "./lasting-answers.js";
import { createStoreMemory } from "./store-memory.js";

export interface NativeRepositoriesOptions {
  /** Caches and borrowed-object stores go into `<cacheDir>/git`. */
  readonly cacheDir: string;
  /** Read the remote of a user's clone (into our cache) rather than what the clone remembers of it. Default false. */
  readonly fetch?: boolean | undefined;
  /** Default `git`, looked up in `env.PATH`. */
  readonly gitPath?: string | undefined;
  /** What git may see: PATH, HOME, SSH_AUTH_SOCK, proxies, … `GIT_DIR` and its like are dropped. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Hears the events of calls that bring no `onEvent` of their own. */
  readonly onEvent?: ((event: ReleaseEvent) => void) | undefined;
}

/** Repositories on native git ≥ 2.38; with an older one, or none, opening throws `ERR_GIT_NOT_USABLE`. */
export function nativeRepositories(options: NativeRepositoriesOptions): Repositories {
  const gitPath = options.gitPath ?? "git";
  const env = { ...options.env }; // as it is now, whatever becomes of it
  const launch: GitLaunch = { gitPath, env, assertUsable: versionCheck({ gitPath, env }) };
  const house: House = { launch, folder: join(options.cacheDir, "git") };

  const open = async (location: Location, call: OpenOptions): Promise<GitRepository> => {
    if (location.kind === "url") return await openRemote(house, { location, config: [], pushUrl: null }, call);
    const source = await inspectLocal(launch, location.address, call);
    const upstream = source.isBare ? null : source.upstream;
    if (options.fetch === true && upstream !== null) {
      const { config, pushUrl } = upstream;
      const remote = { ...readLocation(upstream.url), shown: location.shown };
      return await openRemote(house, { location: remote, config, pushUrl }, call);
    }
    return await openLocal(house, location, { ...source, upstream }, call);
  };
  return openOnce(open, { onEvent: options.onEvent });
}

/** Asks for git's version once, and only where it matters: a process of its own is dear. */
function versionCheck(git: { readonly gitPath: string; readonly env: GitLaunch["env"] }): GitLaunch["assertUsable"] {
  let isNew = false;
  return async ({ signal }) => {
    if (isNew) return;
    isNew = (await findNativeGit({ ...git, ...(signal === undefined ? {} : { signal }) })) !== null;
    if (!isNew) throw gitNotUsable(git.gitPath, "it is missing or older than 2.38");
  };
}

/** What all stores of one engine share. */
interface House {
  readonly launch: GitLaunch;
  readonly folder: string;
}

async function openRemote({ launch, folder }: House, target: Target, call: OpenOptions): Promise<GitRepository> {
  const { location } = target;
  const remote = { ...(await remoteOf(launch, target)), isTracked: true, isLender: true };
  const store = { ...storeAt(launch, join(folder, cacheName(location)), remote, true), listRefs: createCacheRefs() };
  const at = contextOf(call).now().getTime();
  const first = await openCache(store, call, call.onAsked);
  const source = {
    load: (options: CallOptions) => readCache(store, options),
    update: (options: CallOptions, onAsked: () => void) => refreshCache(store, options, onAsked),
  };
  const view = createRefView(source, first === null ? null : { refs: first, isFresh: true, at });
  if (call.ahead === true) {
    view.begin({ ...call, onEvent: undefined });
    await view.asked;
  }
  return createNativeRepository({
    name: location.name,
    location: location.shown,
    store,
    view,
    known: (options) => readKnown(store, options),
    mainline: (options) => cachedHead(store, async (name) => hasRef(await view.list(options), name), options),
    target,
    remember: () => Promise.resolve(), // a push moves the refs of its own cache
  });
}

async function openLocal(
  { launch, folder }: House,
  location: Location,
  source: LocalSource,
  call: CallOptions,
): Promise<GitRepository> {
  const { upstream } = source;
  const target: Target =
    upstream === null
      ? { location, config: [], pushUrl: null }
      : { location: readLocation(upstream.url), config: upstream.config, pushUrl: upstream.pushUrl };
  const remote = { ...(await remoteOf(launch, target)), isTracked: false, isLender: true };
  const store = storeAt(launch, join(folder, `${cacheName(location)}-objects`), remote, upstream?.isPartial === true);
  await borrowObjects(store, source, call);
  const { load, mainline } = localRefs(store, source);
  const at = contextOf(call).now().getTime();
  const first = { refs: await load(call), isFresh: true, at };
  return createNativeRepository({
    name: location.name,
    location: location.shown,
    store,
    view: createRefView({ load, update: load }, first),
    known: () => Promise.resolve(null), // nothing to wait for
    mainline,
    target,
    remember: (ref, from) => (upstream === null ? Promise.resolve() : rememberPush(store, ref, from)),
  });
}

const storeAt = (launch: GitLaunch, gitDir: string, remote: Remote, isPartial: boolean): Store => ({
  gitDir,
  objects: join(gitDir, "objects"),
  launch,
  remote,
  isPartial,
  answers: createAnswers(),
  memory: createStoreMemory(gitDir),
  // What a clone lends its user may take away.
  lasting: remote?.isTracked === true ? createLastingAnswers(gitDir) : forgetful,
  patches: remote?.isTracked === true ? createPatchMemory(gitDir) : noPatchMemory,
});
