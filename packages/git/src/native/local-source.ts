import { mkdir, realpath, rename, stat, writeFile } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import type { CallOptions } from "@signalbox/release-core";
import { writingCache } from "../cache-writes.js";
import { repositoryNotFound, repositoryOwner, repositoryShallow } from "../errors.js";
import { chooseUpstream, parseConfigList, type Upstream } from "../upstream.js";
import { ownedByAnother } from "./git-errors.js";
import { runGit } from "./git-process.js";
import { textOf } from "./read-small.js";
import { inspectByFiles } from "./source-files.js";
import { callGit, type GitLaunch, launchOf, type Store } from "./store.js";

/** A repository on this machine: a bare one, or somebody's clone. Nothing is ever written to it. */
export interface LocalSource {
  /** The folder that git runs for: of a linked worktree, the main repository's. */
  readonly gitDir: string;
  readonly objects: string;
  readonly isBare: boolean;
  readonly isShallow: boolean;
  /** The remote that it was cloned from: `origin`, else the only one; null when there is none to choose. */
  readonly upstream: Upstream | null;
}

/** @throws ReleaseError `ERR_REPOSITORY_NOT_FOUND` */
export async function inspectLocal(launch: GitLaunch, path: string, options: CallOptions): Promise<LocalSource> {
  const folder = await realpath(path).catch((error: unknown) => {
    throw repositoryNotFound(path, "no such folder", error);
  });
  // The path itself or its .git, never a repository that happens to lie around the folder.
  const inside = { ...launchOf(launch, []), cwd: folder, signal: options.signal };
  const env = { ...inside.env, GIT_CEILING_DIRECTORIES: dirname(folder) };
  const call = (args: readonly string[]): ReturnType<typeof runGit> => runGit({ ...inside, env, args });
  if (!(await stat(folder)).isDirectory()) throw repositoryNotFound(path, "it is a file");
  const plain = inspectByFiles(folder);
  if (plain !== null) return plain;
  const [place, config] = await Promise.all([
    call(["rev-parse", "--git-common-dir", "--is-bare-repository", "--is-shallow-repository", "--git-path", "objects"]),
    call(["config", "--local", "--includes", "-z", "--list"]),
  ]);
  if (place.code !== 0) {
    const owned = ownedByAnother(place.stderr);
    if (owned !== null) throw repositoryOwner(owned);
    throw repositoryNotFound(path, "this folder is no git repository");
  }
  const [common = "", bare, shallow, objects = ""] = place.stdout.toString().trimEnd().split("\n");
  return {
    gitDir: resolve(folder, common),
    objects: resolve(folder, objects),
    isBare: bare === "true",
    isShallow: shallow === "true",
    upstream: chooseUpstream(parseConfigList(config.stdout.toString()), folder),
  };
}

/** Makes (once) a bare repository of ours that borrows the source's objects; what we make lands in ours. */
export async function borrowObjects(store: Store, source: LocalSource, options: CallOptions): Promise<void> {
  if (source.isShallow) throw repositoryShallow(source.gitDir);
  const alternates = join(store.objects, "info", "alternates");
  const wanted = `${source.objects}\n`;
  if (textOf(alternates) === wanted) return;
  await store.launch.assertUsable(options);
  await writingCache(dirname(store.gitDir), async () => {
    await mkdir(store.gitDir, { recursive: true });
    await callGit(store, ["init", "--quiet", "--bare", "--template=", store.gitDir], options);
    await mkdir(dirname(alternates), { recursive: true });
    const temporary = `${alternates}.${randomBytes(4).toString("hex")}`;
    await writeFile(temporary, wanted);
    await rename(temporary, alternates);
  });
}
