import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CallOptions } from "@signalbox/release-core";
import { remoteShallow } from "../errors.js";
import type { Oid } from "../ports.js";
import { refProblem } from "../ref-name.js";
import { askRefs, type RemoteRefs } from "./ask-refs.js";
import { fetchObjects } from "./fetch-objects.js";
import { isPlain, plainQuestion } from "./plain-http.js";
import type { Store } from "./store.js";

/**
 * Brings all branches and tags of a remote, with the histories behind them and without any file's content, into a store
 * that is empty. Two requests, where `git fetch` takes three, and `git ls-remote` two more for the default branch. Null
 * when it is not certain that git would ask in the same way, or that did not succeed: then git fetches.
 *
 * @throws ReleaseError `ERR_REPOSITORY_SHALLOW`
 */
export async function fetchAll(store: Store, options: CallOptions, onAsked?: () => void): Promise<RemoteRefs | null> {
  const question = plainQuestion(store);
  if (question === null) return null;
  const { sent, listing } = askRefs({ ...question, signal: options.signal });
  await sent; // to start a process first would hold it up
  onAsked?.();
  const [isGitsWay, found] = await Promise.all([isPlain(store, options), listing]);
  options.signal?.throwIfAborted();
  if (!isGitsWay || typeof found === "string" || found.refs.size === 0) return null;
  if (![...found.refs.keys()].every((name) => isSound(name, found.refs))) return null;
  const oids = [...new Set(found.refs.values())];
  let isShallow = false;
  const onShallow = (): void => void (isShallow = true);
  const isThere = await fetchObjects(store, oids, { ...options, without: "blob:none", onShallow });
  // git would ask for what the server has not for ever: each fetch begins one for what it lacks.
  if (isShallow) throw remoteShallow(store.remote?.shown ?? "");
  if (!isThere) return null;
  await writeRefs(store.gitDir, found.refs);
  return found;
}

/** No name that git would refuse, and none that is a folder of another. */
function isSound(name: string, refs: ReadonlyMap<string, Oid>): boolean {
  if (refProblem(name) !== null) return false;
  for (let end = name.lastIndexOf("/"); end > 0; end = name.lastIndexOf("/", end - 1))
    if (refs.has(name.slice(0, end))) return false;
  return true;
}

/** git-pack-refs(1). Without a header nothing is promised of the lines: git sorts them, and looks behind tags itself. */
async function writeRefs(gitDir: string, refs: ReadonlyMap<string, Oid>): Promise<void> {
  await writeFile(join(gitDir, "packed-refs"), [...refs].map(([name, oid]) => `${oid} ${name}\n`).join(""));
}
