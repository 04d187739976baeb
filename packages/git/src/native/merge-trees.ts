import type { CallOptions } from "@signalbox/release-core";
import { gitFailed, gitNotUsable, historiesUnrelated } from "../errors.js";
import type { MergeResult, Oid } from "../ports.js";
import { parseMergeTree } from "./parse-merge-tree.js";
import { assertOid } from "./read-history.js";
import { callGit, type Store } from "./store.js";

/** `git merge-tree --write-tree`: the merge that `git merge` would make, without a worktree. */
export async function mergeTrees(
  store: Store,
  ours: Oid,
  theirs: Oid,
  options: CallOptions = {},
): Promise<MergeResult> {
  const args = ["merge-tree", "--write-tree", "-z", assertOid(store, ours), assertOid(store, theirs)];
  const { code, stdout, stderr } = await callGit(store, args, { ...options, codes: [0, 1, 128, 129] });
  if (code === 0 || (code === 1 && stdout.length > 0)) return parseMergeTree(stdout.toString(), code === 0);
  if (/unrelated histories/.test(stderr)) throw historiesUnrelated(ours, theirs);
  if (code === 129)
    throw gitNotUsable(store.launch.gitPath, "it is older than 2.38, which brought merge-tree --write-tree");
  throw gitFailed("merge-tree", code, stderr);
}
