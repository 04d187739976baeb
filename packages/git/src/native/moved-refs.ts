import { type CallOptions, contextOf } from "@signalbox/release-core";
import type { Oid } from "../ports.js";
import { askRefs, type RemoteRefs } from "./ask-refs.js";
import { isPlain, plainQuestion } from "./plain-http.js";
import { readRefFiles } from "./ref-files.js";
import type { Store } from "./store.js";

/** A remote that did not answer as hoped is asked in this way again after a day. */
const REFUSAL_AGE_MS = 24 * 60 * 60_000;

/** A ref that is elsewhere than the cache has it. Null: it is not there, in the cache or any more. */
export interface MovedRef {
  readonly name: string;
  readonly from: Oid | null;
  readonly to: Oid | null;
}

/** How the cache differs from its remote. */
export interface Moves {
  readonly moved: readonly MovedRef[];
  readonly head: string | null;
}

/**
 * Which refs of the remote are elsewhere than the cache has them: mostly none. One request says so, where `git fetch`
 * takes two and two processes. Null whenever it is not certain that git would have asked in the same way and got the
 * same answer: then git fetches, with all that the user has set for it.
 */
export async function findMovedRefs(store: Store, options: CallOptions, onAsked: () => void): Promise<Moves | null> {
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
    return typeof found === "string" ? null : movesTo(store, found);
  } finally {
    stop.abort();
  }
}

function movesTo(store: Store, { refs: found, head }: RemoteRefs): Moves | null {
  const known = readRefFiles(store.gitDir, ["refs/heads", "refs/tags"]);
  if (known === null || found.size === 0) return null;
  const moved: MovedRef[] = [];
  for (const [name, file] of known) {
    if (!("oid" in file)) return null;
    const to = found.get(name) ?? null;
    if (to !== file.oid) moved.push({ name, from: file.oid, to });
  }
  for (const [name, to] of found) if (!known.has(name)) moved.push({ name, from: null, to });
  return { moved, head };
}
