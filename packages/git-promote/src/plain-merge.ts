import type { Commit, ObjectMaker } from "@signalbox/git";
import { type CallOptions, isReleaseError } from "@signalbox/release-core";

/** True for a merge that says nothing of its own: its tree is what merging its parents gives. */
export async function isPlainMerge(
  repository: Pick<ObjectMaker, "mergeTrees">,
  commit: Commit,
  options: CallOptions,
): Promise<boolean> {
  const [ours, theirs, third] = commit.parents;
  if (ours === undefined || theirs === undefined || third !== undefined) return false;
  try {
    return (await repository.mergeTrees(ours, theirs, options)).tree === commit.tree;
  } catch (error) {
    // What cannot be proved to be made of nothing else is somebody's work.
    if (isReleaseError(error) && error.code === "ERR_ENGINE_LIMIT") return false;
    throw error;
  }
}
