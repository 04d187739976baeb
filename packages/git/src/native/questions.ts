import { type CallOptions, isReleaseError } from "@signalbox/release-core";
import { writingCache } from "../cache-writes.js";
import { writeLooseObject } from "../loose-object.js";
import { commitObject, type GitObject } from "../object-bytes.js";
import type { Commit, FileReader, HistoryReader, MergeResult, ObjectMaker, Oid } from "../ports.js";
import { assertFullRef } from "../ref-name.js";
import { signedTag } from "../sign-tag.js";
import { createFileQuestions } from "./file-questions.js";
import { mergeTrees } from "./merge-trees.js";
import { blobsOfDiffs, blobsOfPair, blobsOfSides, fetchBlobs } from "./missing-blobs.js";
import { patchIds, resolveTrees } from "./patch-ids.js";
import { rememberedIds } from "./patch-memory.js";
import { assertOid, changedPaths, compare, listCommits, listSince, mergeBases } from "./read-history.js";
import { readTags } from "./read-tags.js";
import { rememberedDescent } from "./remembered-descent.js";
import type { Store } from "./store.js";

export interface QuestionRules {
  /** A missing blob is a failure, not a request. */
  readonly isOffline: boolean;
  /** False: nothing is asked any more. */
  readonly isOpen: () => boolean;
}

/** Everything that is about object ids. The same question is put to git once. */
export function createQuestions(
  store: Store,
  { isOffline, isOpen }: QuestionRules = { isOffline: false, isOpen: () => true },
): HistoryReader & FileReader & ObjectMaker {
  const { once, trees } = store.answers;
  const lasts = store.lasting;
  const ask = <T>(question: readonly unknown[], work: () => Promise<T>): Promise<T> =>
    isOpen() ? once(question, work) : Promise.reject(new Error("Too late for a rehearsal."));

  const lasting = <T>(question: readonly unknown[], work: () => Promise<T>): Promise<T> =>
    ask(question, () => lasts.once(question, work));

  /** One batch of blobs serves both comparing and merging a pair, whichever comes first. */
  const prepare = (left: Oid, right: Oid, options: CallOptions): Promise<void> =>
    once(["prepare", ...[left, right].sort()], async () => {
      const blobs = await blobsOfPair(store, assertOid(store, left), assertOid(store, right), options);
      await fetchBlobs(store, blobs, options);
    });

  /** Most blobs are there already, so ask first; git dies on one that is not, it never answers without it. */
  const withBlobs = async <T>(work: () => Promise<T>, fetch: () => Promise<void>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (isOffline || !isMissingBlob(store, error)) throw error;
    }
    await fetch();
    return await work();
  };

  const keep = (object: GitObject): Promise<Oid> =>
    writingCache(store.gitDir, () => writeLooseObject(store.objects, object));
  const noted = <T extends readonly Commit[]>(commits: T): T => {
    for (const { commit, tree } of commits) trees.note(commit, tree);
    return commits;
  };
  const treesOf = async (oids: readonly Oid[], options: CallOptions): Promise<readonly Oid[]> => {
    const unknown = [...new Set(oids.filter((oid) => trees.get(assertOid(store, oid)) === undefined))];
    const found = unknown.length === 0 ? [] : await resolveTrees(store, unknown, options);
    for (const [index, tree] of found.entries()) trees.note(unknown[index] ?? "", tree);
    const resolved = new Map(unknown.map((oid, index) => [oid, found[index] ?? ""]));
    return oids.map((oid) => resolved.get(oid) ?? trees.get(oid) ?? "");
  };

  return {
    ...createFileQuestions({ store, isOffline, ask }),
    listCommits: (include, exclude, options = {}) =>
      ask(["commits", include, exclude, options.limit], async () =>
        noted(await listCommits(store, include, exclude, options)),
      ),
    listSince: (head, since, options = {}) =>
      ask(["since", head, since], async () => {
        const range = await listSince(store, head, since, options);
        noted(range.commits);
        noted(range.edges);
        return range;
      }),
    descent: (commits, options = {}) => ask(["descent", commits], () => rememberedDescent(store, commits, options)),
    mergeBases: (left, right, options) =>
      lasting(["bases", left, right], () => mergeBases(store, left, right, options)),
    changedPaths: (from, to, options) => lasting(["paths", from, to], () => changedPaths(store, from, to, options)),
    compare: (left, right, options = {}) =>
      ask(["compare", left, right], async () => {
        const sides = await lasts.once(["compare", left, right], () =>
          withBlobs(
            () => compare(store, left, right, options),
            () => prepare(left, right, options),
          ),
        );
        noted(sides.onlyLeft);
        noted(sides.onlyRight);
        return sides;
      }),
    patchIds: (pairs, options = {}) =>
      pairs.length === 0
        ? Promise.resolve([])
        : lasting(["patches", pairs], async () => {
            const found = await treesOf(
              pairs.flatMap((pair) => [pair.from, pair.to]),
              options,
            );
            const treePairs = pairs.map((_, at) => ({ from: found[2 * at] ?? "", to: found[2 * at + 1] ?? "" }));
            return await rememberedIds(store.patches, treePairs, (open) =>
              withBlobs(
                () => patchIds(store, open, options),
                async () => fetchBlobs(store, await blobsOfDiffs(store, open, options), options),
              ),
            );
          }),
    readTags: (oids, options = {}) => ask(["tags", oids], () => readTags(store, oids, options)),
    mergeTrees: (ours, theirs, options = {}) =>
      ask(["merge", ours, theirs], () => {
        const merge = (): ReturnType<typeof mergeTrees> => mergeTrees(store, ours, theirs, options);
        // First the blobs that are foreseen; then, in one batch, every blob that either side touched.
        const merged = (): ReturnType<typeof mergeTrees> =>
          withBlobs(
            () => withBlobs(merge, () => prepare(ours, theirs, options)),
            async () => fetchBlobs(store, await blobsOfSides(store, ours, theirs, options), options),
          );
        const made = ({ tree, partial }: MergeResult): Oid[] => [tree, partial].filter((oid) => oid !== null);
        return lasts.once(["merge", ours, theirs], merged, made);
      }),
    makeCommit: async (fields) => {
      [fields.tree, ...fields.parents].forEach((oid) => assertOid(store, oid));
      return await keep(commitObject(fields));
    },
    makeTag: async (fields) => {
      assertFullRef(`refs/tags/${fields.name}`);
      assertOid(store, fields.commit);
      return await keep(await signedTag(fields));
    },
  };
}

const isMissingBlob = (store: Store, error: unknown): boolean =>
  store.isPartial && isReleaseError(error) && error.code === "ERR_GIT_FAILED";
