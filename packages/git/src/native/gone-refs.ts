import { type CallOptions, contextOf } from "@signalbox/release-core";
import type { Oid } from "../ports.js";
import { askRefs, type Listing } from "./ask-refs.js";
import { isPlain, plainQuestion } from "./plain-http.js";
import { readRefFiles } from "./ref-files.js";
import type { Store } from "./store.js";

/** A remote that did not answer as hoped is asked in this way again after a day. */
const REFUSAL_AGE_MS = 24 * 60 * 60_000;

/** A ref that the remote has no more, and where the cache has it. */
export interface GoneRef {
  readonly name: string;
  readonly oid: Oid;
}

/**
 * Which refs of the cache the remote has no more, when all its others are where the cache has them: mostly none. One
 * request says so, where `git fetch` takes two and two processes. Null when something moved, and whenever it is not
 * certain that git would have asked in the same way and got the same answer: then git fetches, with all that the user
 * has set for it.
 */
export async function findGoneRefs(
  store: Store,
  options: CallOptions,
  onAsked: () => void,
): Promise<readonly GoneRef[] | null> {
  const now = contextOf(options).now().getTime();
  const question = plainQuestion(store);
  if (question === null) return null;
  if (now - store.memory.recall().refusedAt < REFUSAL_AGE_MS) return null;

  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const { sent, listing } = askRefs({ ...question, signal });
  try {
    await sent; // to start a process first would hold it up
    onAsked();
    if (!(await isPlain(store, options))) return null;
    const found = await listing;
    options.signal?.throwIfAborted();
    if (found === "refused") await store.memory.keep({ refusedAt: now });
    return typeof found === "string" ? null : goneFrom(store, found);
  } finally {
    stop.abort();
  }
}

function goneFrom(store: Store, found: Exclude<Listing, string>): readonly GoneRef[] | null {
  const known = readRefFiles(store.gitDir, ["refs/heads", "refs/tags"]);
  if (known === null || found.size === 0) return null;
  const gone: GoneRef[] = [];
  let same = 0;
  for (const [name, file] of known) {
    if (!("oid" in file)) return null;
    if (!found.has(name)) gone.push({ name, oid: file.oid });
    else if (found.get(name) === file.oid) same += 1;
  }
  return same === found.size ? gone : null;
}
