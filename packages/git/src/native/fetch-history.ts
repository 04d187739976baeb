import type { CallOptions } from "@signalbox/release-core";
import type { Oid } from "../ports.js";
import { fetchObjects } from "./fetch-objects.js";
import { readRefFiles } from "./ref-files.js";
import { callGit, type Store } from "./store.js";

/** What the remote is told that we have: more is seldom of use, since heads come first. */
const MOST_HAVES = 500;

/**
 * Brings what is behind new heads, without large blobs, by one request that says at once all that is here. False when it did
 * not come, or does not reach what is here: then git fetches.
 */
export async function fetchHistory(store: Store, wants: readonly Oid[], options: CallOptions): Promise<boolean> {
  const known = readRefFiles(store.gitDir, ["refs/heads", "refs/tags"]);
  if (known === null) return false;
  const haves = new Set([...known.values()].flatMap((file) => ("oid" in file ? [file.oid] : [])));
  const missing = wants.filter((oid) => !haves.has(oid));
  if (missing.length === 0) return true;
  if (!(await fetchObjects(store, missing, { ...options, haves: [...haves].slice(0, MOST_HAVES) }))) return false;
  // As `git fetch` does: a server that leaves something out would be noticed much later.
  const input = [...missing, ...[...haves].map((oid) => `^${oid}`)].map((line) => `${line}\n`).join("");
  const { code } = await callGit(store, ["rev-list", "--quiet", "--stdin"], { ...options, input, codes: [0, 1, 128] });
  return code === 0;
}
