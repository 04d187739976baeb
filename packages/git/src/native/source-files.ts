import { join } from "node:path";
import { chooseUpstream, type ConfigPair } from "../upstream.js";
import type { LocalSource } from "./local-source.js";
import { parsePlainConfig } from "./plain-config.js";
import { statsOf, textOf } from "./read-small.js";

/** Extensions that change nothing of what is read here (git's Documentation/technical/repository-version). */
const PLAIN_HEAD = /^(?:ref: refs\/(?!heads\/\.invalid)\S+|[0-9a-f]{40})\n?$/;
const KNOWN_EXTENSIONS = /^extensions\.(?:noop|preciousobjects|partialclone)$/;

/**
 * What two git processes would say of a plain clone, read from its files: a report over many clones spends most of its
 * time on starting processes. Null for everything that is not a plain clone of one's own (a worktree, a bare folder,
 * another owner, a configuration with includes, another ref or object format): then git is to be asked.
 */
export function inspectByFiles(folder: string): LocalSource | null {
  const gitDir = join(folder, ".git");
  if (!isOurs(folder, gitDir) || !PLAIN_HEAD.test(textOf(join(gitDir, "HEAD")) ?? "")) return null;
  const settings = parsePlainConfig(textOf(join(gitDir, "config")) ?? "[");
  if (settings === null || !settings.every(isUsual)) return null;
  const upstream = chooseUpstream(settings, folder);
  const isShallow = (statsOf(join(gitDir, "shallow"))?.size ?? 0) > 0;
  return { gitDir, objects: join(gitDir, "objects"), isBare: false, isShallow, upstream };
}

/** git reads no repository of another user's, unless it is told to (git-config(1), safe.directory): git decides then. */
function isOurs(folder: string, gitDir: string): boolean {
  const user = process.geteuid?.();
  if (user === undefined) return false;
  const places = [folder, gitDir, join(gitDir, "objects"), join(gitDir, "refs")];
  const isLinked = statsOf(join(gitDir, "commondir")) !== null; // a linked worktree's, whose refs are elsewhere
  return !isLinked && places.map(statsOf).every((place) => place?.isDirectory() === true && place.uid === user);
}

function isUsual([key, value]: ConfigPair): boolean {
  if (key === "core.repositoryformatversion") return value === "0" || value === "1";
  if (key === "core.bare") return value === "false";
  if (key === "core.worktree") return false;
  if (key === "extensions.objectformat") return value === "sha1";
  return !key.startsWith("extensions.") || KNOWN_EXTENSIONS.test(key);
}
