import type { Commit, Oid } from "../ports.js";
import type { ObjectStore } from "./object-store.js";
import { parseCommit } from "./parse-objects.js";

/** Reads commits, each once. */
export type ReadCommit = (oid: Oid) => Promise<Commit>;

export function commitCache(store: ObjectStore): ReadCommit {
  const known = new Map<Oid, Commit>();
  return async (oid) => {
    const found = known.get(oid);
    if (found !== undefined) return found;
    const commit = parseCommit(oid, (await store.read(oid)).content);
    known.set(oid, commit);
    return commit;
  };
}

/** Clocks of committers differ; walking on this far below the oldest commit found catches what they hid. */
const SLOP_SECONDS = 7 * 86_400;

/**
 * Walks from several points, newest first, and hands each commit's marks (bits) to its parents. A commit whose marks
 * grew is walked again, so that the answer does not hang on the dates (as git's paint_down_to_common).
 * @param isSettled a commit with these marks, and everything below it, is of no more interest
 */
export async function paint(
  read: ReadCommit,
  starts: readonly (readonly [Oid, number])[],
  options: { isSettled: (marks: number) => boolean; signal?: AbortSignal | undefined },
): Promise<Map<Oid, number>> {
  const marks = new Map<Oid, number>();
  const queue: Commit[] = [];
  const queued = new Set<Oid>();
  let unsettled = 0;
  const isOpen = (oid: Oid): boolean => !options.isSettled(marks.get(oid) ?? 0);
  const add = async (oid: Oid, bits: number): Promise<void> => {
    const before = marks.get(oid) ?? 0;
    const after = before | bits;
    if (after === before) return;
    const wasQueued = queued.has(oid);
    if (wasQueued && isOpen(oid)) unsettled -= 1;
    marks.set(oid, after);
    if (isOpen(oid)) unsettled += 1;
    if (wasQueued) return;
    queued.add(oid);
    insert(queue, await read(oid));
  };
  for (const [oid, bits] of starts) await add(oid, bits);
  let oldest = Infinity;
  for (let commit = queue.shift(); commit !== undefined; commit = queue.shift()) {
    options.signal?.throwIfAborted();
    queued.delete(commit.commit);
    const bits = marks.get(commit.commit) ?? 0;
    if (!options.isSettled(bits)) {
      unsettled -= 1;
      oldest = Math.min(oldest, commit.committedAt);
    } else if (unsettled === 0 && commit.committedAt < oldest - SLOP_SECONDS) break;
    for (const parent of commit.parents) await add(parent, bits);
  }
  return marks;
}

/** Keeps the queue sorted by date, newest first; equal dates in the order of arrival. */
function insert(queue: Commit[], commit: Commit): void {
  let [low, high] = [0, queue.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((queue[middle]?.committedAt ?? 0) >= commit.committedAt) low = middle + 1;
    else high = middle;
  }
  queue.splice(low, 0, commit);
}

/** Shows the commits of a set in the order of `git log`: newest first, none before it was reached by a child. */
export async function inLogOrder(
  read: ReadCommit,
  starts: readonly Oid[],
  isWanted: (oid: Oid) => boolean,
  limit = Infinity,
): Promise<Commit[]> {
  const queue: Commit[] = [];
  const seen = new Set<Oid>();
  const add = async (oid: Oid): Promise<void> => {
    if (seen.has(oid) || !isWanted(oid)) return;
    seen.add(oid);
    insert(queue, await read(oid));
  };
  for (const oid of starts) await add(oid);
  const shown: Commit[] = [];
  for (let commit = queue.shift(); commit !== undefined && shown.length < limit; commit = queue.shift()) {
    shown.push(commit);
    for (const parent of commit.parents) await add(parent);
  }
  return shown;
}
