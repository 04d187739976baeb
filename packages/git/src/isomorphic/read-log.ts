import { type CallOptions, wrapUnknown } from "@signalbox/release-core";
import type { LoggedCommit, LogOrder } from "../log-reader.js";
import type { Commit, Oid } from "../ports.js";
import type { ReadCommit } from "./commit-walk.js";
import type { ObjectStore } from "./object-store.js";
import { bodyOf } from "./parse-objects.js";
import { listCommits } from "./read-history.js";

const BATCH = 256;

/** The commits are known before the first is given; their messages are read batch by batch. */
export async function* readLog(
  store: ObjectStore,
  read: ReadCommit,
  [include, exclude]: readonly [include: readonly Oid[], exclude: readonly Oid[]],
  options: CallOptions & { readonly order?: LogOrder } = {},
): AsyncGenerator<readonly LoggedCommit[], void> {
  try {
    const listed = await listCommits(read, include, exclude, options);
    const commits = options.order === "children-first" ? childrenFirst(listed) : listed;
    for (let at = 0; at < commits.length; at += BATCH) {
      options.signal?.throwIfAborted();
      yield await Promise.all(
        commits.slice(at, at + BATCH).map(async ({ tree: _, ...commit }) => ({
          ...commit,
          body: bodyOf((await store.read(commit.commit)).content),
        })),
      );
    }
  } catch (error) {
    throw wrapUnknown(error, "reading history", options.signal);
  }
}

/** By date, newest first, and none before all of its children: as `git log --date-order`. */
function childrenFirst<C extends Pick<Commit, "commit" | "parents" | "committedAt">>(
  commits: readonly C[],
): readonly C[] {
  const known = new Map(commits.map((commit) => [commit.commit, commit]));
  const children = new Map<Oid, number>();
  for (const { parents } of commits)
    for (const parent of parents) children.set(parent, (children.get(parent) ?? 0) + 1);
  // Sorted by date, the newest last; what comes late is put in where it belongs.
  const ready = commits.filter(({ commit }) => !children.has(commit)).sort((a, b) => a.committedAt - b.committedAt);
  const ordered: C[] = [];
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    ordered.push(next);
    for (const oid of next.parents) {
      const left = (children.get(oid) ?? 0) - 1;
      children.set(oid, left);
      const parent = known.get(oid);
      if (left === 0 && parent !== undefined) insert(ready, parent);
    }
  }
  return ordered;
}

function insert<C extends Pick<Commit, "committedAt">>(sorted: C[], commit: C): void {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.committedAt ?? 0) < commit.committedAt) low = middle + 1;
    else high = middle;
  }
  sorted.splice(low, 0, commit);
}
