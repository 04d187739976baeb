import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { engineLimit, repositoryNotFound, repositoryShallow } from "../errors.js";
import type { Oid } from "../ports.js";

/** A repository on this machine, read file by file; nothing is written to it. */
export interface LocalFiles {
  readonly gitdir: string;
  /** Its object folder and those it borrows from. */
  readonly objectFolders: readonly string[];
  readonly isBare: boolean;
  /** Its `config` file. */
  readonly config: string;
}

/** @throws ReleaseError `ERR_REPOSITORY_NOT_FOUND`, `ERR_REPOSITORY_SHALLOW`, `ERR_ENGINE_LIMIT` */
export async function findLocalFiles(path: string): Promise<LocalFiles> {
  const folder = await realpath(path).catch((error: unknown) => {
    throw repositoryNotFound(path, "no such folder", error);
  });
  const dotGit = join(folder, ".git");
  const kind = await stat(dotGit).catch(() => null);
  const place = kind === null ? folder : kind.isDirectory() ? dotGit : await linked(dotGit);
  const common = await text(join(place, "commondir"));
  const gitdir = common === null ? place : resolve(place, common.trim());
  const config = (await text(join(gitdir, "config"))) ?? "";
  if ((await text(join(gitdir, "HEAD"))) === null || (await stat(join(gitdir, "objects")).catch(() => null)) === null) {
    throw repositoryNotFound(path, "this folder is no git repository");
  }
  if (/^\s*(?:objectformat|refstorage)\s*=\s*(?:sha256|reftable)/im.test(config)) {
    throw engineLimit("format", "The repository uses SHA-256 or reftable, which isomorphic-git cannot read.");
  }
  if ((await text(join(gitdir, "shallow"))) !== null) throw repositoryShallow(path);
  const told = /^\s*bare\s*=\s*(true|false)/im.exec(config)?.[1];
  const isBare = told === undefined ? kind === null && basename(gitdir) !== ".git" : told.toLowerCase() === "true";
  return { gitdir, objectFolders: await foldersOf(join(gitdir, "objects")), isBare, config };
}

/** Every ref below `prefixes`, unpeeled; symbolic ones with their target. */
export async function readRefFiles(gitdir: string): Promise<Map<string, Oid | { readonly symref: string }>> {
  const refs = new Map<string, Oid | { readonly symref: string }>();
  for (const line of ((await text(join(gitdir, "packed-refs"))) ?? "").split("\n")) {
    const [, oid, name] = /^([0-9a-f]{40}) (refs\/.+)$/.exec(line) ?? [];
    if (oid !== undefined && name !== undefined) refs.set(name, oid);
  }
  const files = await readdir(join(gitdir, "refs"), { recursive: true, withFileTypes: true });
  for (const file of files.filter((each) => each.isFile())) {
    const path = join(file.parentPath, file.name);
    const name = path.slice(gitdir.length + 1).replaceAll("\\", "/");
    const value = ((await text(path)) ?? "").trim();
    if (value.startsWith("ref: ")) refs.set(name, { symref: value.slice(5) });
    else if (/^[0-9a-f]{40}$/.test(value)) refs.set(name, value);
  }
  return refs;
}

/** What `HEAD` names; null when it is detached. */
export const readHead = async (gitdir: string): Promise<string | null> =>
  /^ref: (\S+)/.exec((await text(join(gitdir, "HEAD"))) ?? "")?.[1] ?? null;

const text = (path: string): Promise<string | null> => readFile(path, "utf8").catch(() => null);

async function linked(dotGit: string): Promise<string> {
  const target = /^gitdir: (.+)$/m.exec((await text(dotGit)) ?? "")?.[1];
  if (target === undefined) throw repositoryNotFound(dotGit, "its .git file names no folder");
  return resolve(dirname(dotGit), target.trim());
}

/** An object folder and its alternates, as deep as git follows them. */
async function foldersOf(objects: string, depth = 0): Promise<string[]> {
  if (depth > 5) return [];
  const lines = ((await text(join(objects, "info", "alternates"))) ?? "")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const others = await Promise.all(lines.map((line) => foldersOf(resolve(objects, line), depth + 1)));
  return [objects, ...others.flat()];
}
