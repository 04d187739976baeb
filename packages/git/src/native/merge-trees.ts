import type { CallOptions } from "@signalbox/release-core";
import { gitFailed, gitNotUsable, historiesUnrelated } from "../errors.js";
import type { MergeResult, Oid } from "../ports.js";
import { blobsOfDiffs, fetchBlobs } from "./missing-blobs.js";
import { parseMergeTree } from "./parse-merge-tree.js";
import { assertOid, mergeBases } from "./read-history.js";
import { callGit, type Store } from "./store.js";

/** `git merge-tree --write-tree`: the merge that `git merge` would make, without a worktree. */
export async function mergeTrees(
  store: Store,
  ours: Oid,
  theirs: Oid,
  options: CallOptions = {},
  isSecond = false,
): Promise<MergeResult> {
  const args = ["merge-tree", "--write-tree", "-z", assertOid(store, ours), assertOid(store, theirs)];
  const { code, stdout, stderr } = await callGit(store, args, { ...options, codes: [0, 1, 128, 129] });
  if (code === 0 || (code === 1 && stdout.length > 0)) return parseMergeTree(stdout.toString(), code === 0);
  if (/unrelated histories/.test(stderr)) throw historiesUnrelated(ours, theirs);
  if (code === 129)
    throw gitNotUsable(store.launch.gitPath, "it is older than 2.38, which brought merge-tree --write-tree");
  if (store.isPartial && !isSecond) {
    // The merge looked at a blob that was not foreseen: fetch every blob that either side touched, in one batch.
    const bases = await mergeBases(store, ours, theirs, options);
    const pairs = bases.flatMap((base) =>
      [base, ours, theirs].flatMap((from) => [ours, theirs].map((to) => ({ from, to }))),
    );
    await fetchBlobs(store, await blobsOfDiffs(store, pairs, options), options);
    return await mergeTrees(store, ours, theirs, options, true);
  }
  throw gitFailed("merge-tree", code, stderr);
}
