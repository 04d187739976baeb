import { type CallOptions, wrapUnknown } from "@signalbox/release-core";
import { descentOf } from "../descent.js";
import { objectMissing } from "../errors.js";
import { commitObject } from "../object-bytes.js";
import type { GitRepository, PathChange, PushOutcome, Ref, RefUpdate } from "../ports.js";
import { hasRef, type RefView } from "../ref-view.js";
import { assertFullRef } from "../ref-name.js";
import { signedTag } from "../sign-tag.js";
import { commitCache, inLogOrder } from "./commit-walk.js";
import { createFileQuestions } from "./file-questions.js";
import { mergeTrees } from "./merge-trees.js";
import { type ObjectStore, peel } from "./object-store.js";
import { readable } from "../tree-bytes.js";
import { findTwins, patchId } from "./patch-ids.js";
import { compare, listCommits, listSince, mergeBases } from "./read-history.js";
import { readLog } from "./read-log.js";
import { readTags } from "./read-tags.js";
import { diffTrees, treeOf } from "./read-trees.js";

export interface IsomorphicParts {
  readonly name: string;
  readonly location: string;
  readonly store: ObjectStore;
  readonly view: RefView;
  readonly mainline: (options: CallOptions) => Promise<string | null>;
  readonly push: (update: RefUpdate, options: CallOptions) => Promise<PushOutcome>;
  /** After a push that ended with `done` or `already`. */
  readonly remember: (ref: Ref) => Promise<void>;
}

/** The port on isomorphic-git, over an object store and a view of the refs. */
export function createIsomorphicRepository(parts: IsomorphicParts): GitRepository {
  const { store, view } = parts;
  const read = commitCache(store);
  const guarded = async <T>(doing: string, options: CallOptions, work: () => Promise<T>): Promise<T> => {
    options.signal?.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      throw wrapUnknown(error, doing, options.signal);
    }
  };
  return {
    ...createFileQuestions(store, guarded),
    name: parts.name,
    location: parts.location,
    engine: "isomorphic",
    refresh: (options) => view.refresh(options),
    listRefs: (options) => view.list(options),
    mainline: async (options = {}) => {
      const named = await parts.mainline(options);
      return hasRef(await view.list(options), named) ? named : null;
    },
    listCommits: (include, exclude, options = {}) =>
      guarded("reading history", options, () => listCommits(read, include, exclude, options)),
    readLog: (include, exclude, options) => readLog(store, read, [include, exclude], options),
    listSince: (head, since, options = {}) =>
      guarded("reading history", options, () => listSince(read, head, since, options)),
    descent: (commits, options = {}) =>
      guarded("reading history", options, async () => {
        const known = await Promise.all(commits.map((oid) => store.read(oid)));
        const tagged = commits.filter((_, index) => known[index]?.type === "commit");
        return descentOf(await inLogOrder(read, tagged, () => true), new Set(tagged));
      }),
    compare: (left, right, options = {}) =>
      guarded("comparing", options, () =>
        compare(read, [left, right], (sides) => findTwins(store, read, sides, options), options),
      ),
    mergeBases: (left, right, options = {}) =>
      guarded("finding merge bases", options, () => mergeBases(read, left, right, options)),
    changedPaths: (from, to, options = {}) =>
      guarded("comparing trees", options, async () => {
        const changes = await diffTrees(store, await treeOf(store, from), await treeOf(store, to));
        return changes.map(({ path, from: a, to: b }): PathChange => {
          const status = a === null ? "added" : b === null ? "deleted" : "modified";
          return { path: readable(path), status };
        });
      }),
    patchIds: (pairs, options = {}) =>
      guarded("reading patches", options, async () => {
        const ids: (string | null)[] = [];
        for (const { from, to } of pairs) {
          options.signal?.throwIfAborted();
          ids.push(await patchId(store, await treeOf(store, from), await treeOf(store, to)));
        }
        return ids;
      }),
    readTags: (oids, options = {}) => guarded("reading tags", options, () => readTags(store, oids, options)),
    mergeTrees: (ours, theirs, options = {}) =>
      guarded("merging", options, () => mergeTrees(store, read, [ours, theirs], options)),
    makeCommit: async (fields) => await store.write(commitObject(fields)),
    makeTag: async (fields) => {
      assertFullRef(`refs/tags/${fields.name}`);
      return await store.write(await signedTag(fields));
    },
    pushRef: async (update, options = {}) => {
      const outcome = await parts.push(update, options);
      if (update.to !== undefined) return outcome;
      if (outcome.status === "stale") view.outdated();
      if (outcome.status === "done" || outcome.status === "already") {
        const target = await peel(store, update.oid);
        if (target.type !== "commit") throw objectMissing(update.oid, parts.location);
        const ref = { name: update.ref, oid: update.oid, commit: target.oid };
        view.moved(ref);
        await parts.remember(ref);
      }
      return outcome;
    },
  };
}
