import type { GitRepository, Oid } from "@signalbox/git";
import { type CallOptions, isReleaseError } from "@signalbox/release-core";

/**
 * True when this store has a commit, with the tree and parents that a plan names: planning made it on this machine. What
 * a lock-file command is part of is then pushed as people saw it, since a command need not answer twice the same.
 */
export async function isMade(
  repository: GitRepository,
  oid: Oid,
  { tree, parents }: { readonly tree: Oid; readonly parents: readonly Oid[] },
  options: CallOptions,
): Promise<boolean> {
  try {
    const [made] = await repository.listCommits([oid], [], { ...options, limit: 1 });
    return made?.tree === tree && made.parents.join() === parents.join();
  } catch (error) {
    if (isReleaseError(error) && error.code === "ERR_OBJECT_MISSING") return false;
    throw error;
  }
}
