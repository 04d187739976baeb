import { type CallOptions, isReleaseError } from "@signalbox/release-core";
import { writeLooseObject } from "../loose-object.js";
import { commitObject, tagObject } from "../object-bytes.js";
import type { GitRepository, Oid, Ref } from "../ports.js";
import { hasRef, type RefView } from "../ref-view.js";
import { assertFullRef } from "../ref-name.js";
import { mergeTrees } from "./merge-trees.js";
import { blobsOfDiffs, blobsOfPair, blobsOfSides, fetchBlobs } from "./missing-blobs.js";
import { patchIds, resolveTrees } from "./patch-ids.js";
import { pushRef } from "./push-ref.js";
import { assertOid, changedPaths, compare, listCommits, mergeBases } from "./read-history.js";
import { callGit, type Store } from "./store.js";

export interface NativeParts {
  readonly name: string;
  readonly location: string;
  readonly store: Store;
  readonly view: RefView;
  readonly mainline: (options: CallOptions) => Promise<string | null>;
  /** After a push that ended with `done` or `already`. */
  readonly remember: (ref: Ref, from: Oid | null) => Promise<void>;
}

/** The port on native git, over a store and a view of the refs. */
export function createNativeRepository(parts: NativeParts): GitRepository {
  const { store, view } = parts;
  const prepared = new Map<string, Promise<void>>();

  /** One batch of blobs serves both comparing and merging a pair, whichever comes first. */
  const prepare = (left: Oid, right: Oid, options: CallOptions): Promise<void> => {
    const key = [left, right].sort().join();
    const known = prepared.get(key);
    if (known !== undefined) return known;
    const started = blobsOfPair(store, assertOid(store, left), assertOid(store, right), options).then((blobs) =>
      fetchBlobs(store, blobs, options),
    );
    prepared.set(key, started);
    started.catch(() => prepared.delete(key));
    return started;
  };

  /** Most blobs are there already, so ask first; git dies on one that is not, it never answers without it. */
  const withBlobs = async <T>(left: Oid, right: Oid, options: CallOptions, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!isMissingBlob(store, error)) throw error;
    }
    await prepare(left, right, options);
    return await work();
  };

  return {
    name: parts.name,
    location: parts.location,
    engine: "native",
    refresh: (options) => view.refresh(options),
    listRefs: (options) => view.list(options),
    mainline: async (options = {}) => {
      const named = await parts.mainline(options);
      return hasRef(await view.list(options), named) ? named : null;
    },
    listCommits: (include, exclude, options) => listCommits(store, include, exclude, options),
    mergeBases: (left, right, options) => mergeBases(store, left, right, options),
    changedPaths: (from, to, options) => changedPaths(store, from, to, options),
    compare: (left, right, options = {}) => withBlobs(left, right, options, () => compare(store, left, right, options)),
    patchIds: async (pairs, options = {}) => {
      if (pairs.length === 0) return [];
      const trees = await resolveTrees(
        store,
        pairs.flatMap((pair) => [pair.from, pair.to]),
        options,
      );
      const treePairs = pairs.map((_, index) => ({ from: trees[2 * index] ?? "", to: trees[2 * index + 1] ?? "" }));
      if (store.isPartial) await fetchBlobs(store, await blobsOfDiffs(store, treePairs, options), options);
      return await patchIds(store, treePairs, options);
    },
    mergeTrees: async (ours, theirs, options = {}) => {
      const merge = (): ReturnType<typeof mergeTrees> => mergeTrees(store, ours, theirs, options);
      try {
        return await withBlobs(ours, theirs, options, merge);
      } catch (error) {
        if (!isMissingBlob(store, error)) throw error;
      }
      // A blob that was not foreseen: fetch every blob that either side touched, in one batch.
      await fetchBlobs(store, await blobsOfSides(store, ours, theirs, options), options);
      return await merge();
    },
    makeCommit: async (fields) => {
      [fields.tree, ...fields.parents].forEach((oid) => assertOid(store, oid));
      return await writeLooseObject(store.objects, commitObject(fields));
    },
    makeTag: async (fields) => {
      assertFullRef(`refs/tags/${fields.name}`);
      assertOid(store, fields.commit);
      return await writeLooseObject(store.objects, tagObject(fields));
    },
    pushRef: async (update, options = {}) => {
      const outcome = await pushRef(store, update, options);
      if (outcome.status === "done" || outcome.status === "already") {
        const ref = { name: update.ref, oid: update.oid, commit: await peel(store, update, options) };
        view.moved(ref);
        await parts.remember(ref, update.expected);
      }
      return outcome;
    },
  };
}

const isMissingBlob = (store: Store, error: unknown): boolean =>
  store.isPartial && isReleaseError(error) && error.code === "ERR_GIT_FAILED";

/** Only a tag can point at something else than a commit. */
async function peel(store: Store, update: { ref: string; oid: Oid }, options: CallOptions): Promise<Oid> {
  if (!update.ref.startsWith("refs/tags/")) return update.oid;
  const { stdout } = await callGit(store, ["rev-parse", "--verify", `${update.oid}^{commit}`], options);
  return stdout.toString().trim();
}
