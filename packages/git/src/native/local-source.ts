import { mkdir, readFile, realpath, rename, stat, writeFile } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import type { CallOptions } from "@signalbox/release-core";
import { gitFailed, repositoryNotFound, repositoryShallow } from "../errors.js";
import type { ConfigPair } from "./environment.js";
import { runGit } from "./git-process.js";
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

export interface Upstream {
  readonly name: string;
  readonly url: string;
  readonly pushUrl: string | null;
  readonly isPartial: boolean;
  readonly config: readonly ConfigPair[];
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
  const [place, config] = await Promise.all([
    call(["rev-parse", "--git-common-dir", "--is-bare-repository", "--is-shallow-repository", "--git-path", "objects"]),
    call(["config", "--local", "-z", "--list"]),
  ]);
  if (place.code !== 0) {
    if (/dubious ownership/.test(place.stderr)) throw gitFailed("rev-parse", place.code, place.stderr);
    throw repositoryNotFound(path, "this folder is no git repository");
  }
  const [common = "", bare, shallow, objects = ""] = place.stdout.toString().trimEnd().split("\n");
  return {
    gitDir: resolve(folder, common),
    objects: resolve(folder, objects),
    isBare: bare === "true",
    isShallow: shallow === "true",
    upstream: upstreamOf(config.stdout.toString(), folder),
  };
}

/** Settings that decide how a remote is reached; a clone made by a CI service keeps its token in one of them. */
const NETWORK_KEY = /^(?:http\.|credential\.|url\.|ssh\.|core\.(?:sshcommand|askpass|gitproxy)$)/;

export function upstreamOf(list: string, folder: string): Upstream | null {
  const pairs = list
    .split("\0")
    .filter((line) => line !== "")
    .map((line): ConfigPair => {
      const newline = line.indexOf("\n");
      return newline === -1 ? [line, "true"] : [line.slice(0, newline), line.slice(newline + 1)];
    });
  const names = [...new Set(pairs.flatMap(([key]) => /^remote\.(.+)\.url$/.exec(key)?.[1] ?? []))];
  const name = names.includes("origin") ? "origin" : names.length === 1 ? names[0] : undefined;
  if (name === undefined) return null;
  const valueOf = (key: string): string | null =>
    pairs.find((pair) => pair[0] === `remote.${name}.${key}`)?.[1] ?? null;
  const absolute = (url: string): string => (/^\.{0,2}\//.test(url) ? resolve(folder, url) : url);
  const pushUrl = valueOf("pushurl");
  return {
    name,
    url: absolute(valueOf("url") ?? ""),
    pushUrl: pushUrl === null ? null : absolute(pushUrl),
    isPartial: valueOf("promisor") === "true" || valueOf("partialclonefilter") !== null,
    config: pairs.filter(([key]) => NETWORK_KEY.test(key)),
  };
}

/** Makes (once) a bare repository of ours that borrows the source's objects; what we make lands in ours. */
export async function borrowObjects(store: Store, source: LocalSource, options: CallOptions): Promise<void> {
  if (source.isShallow) throw repositoryShallow(source.gitDir);
  const alternates = join(store.objects, "info", "alternates");
  const wanted = `${source.objects}\n`;
  if ((await readFile(alternates, "utf8").catch(() => null)) === wanted) return;
  await mkdir(dirname(store.gitDir), { recursive: true });
  await callGit(store, ["init", "--quiet", "--bare", "--template=", store.gitDir], options);
  await mkdir(dirname(alternates), { recursive: true });
  const temporary = `${alternates}.${randomBytes(4).toString("hex")}`;
  await writeFile(temporary, wanted);
  await rename(temporary, alternates);
}
