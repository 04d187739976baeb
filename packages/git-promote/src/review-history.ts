import type { Commit, HistoryReader, Oid } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";

/** The head of a review branch, and the fork that has it; `fork` is null when the repository itself does. */
export interface ReviewHead {
  readonly head: Oid;
  readonly fork: HistoryReader | null;
}

/**
 * What a review branch has beyond some commits of the repository, newest first. A fork and the repository need not know
 * each other's commits, so each tells its own history, which is read only when a fork is in use.
 */
export async function commitsBeyond(
  repository: HistoryReader,
  { head, fork }: ReviewHead,
  known: readonly Oid[],
  options: CallOptions,
): Promise<readonly Commit[]> {
  if (fork === null) return repository.listCommits([head], known, options);
  const [theirs, ours] = await Promise.all([
    fork.listCommits([head], [], options),
    repository.listCommits(known, [], options),
  ]);
  const ids = new Set(ours.map(({ commit }) => commit));
  return theirs.filter(({ commit }) => !ids.has(commit));
}

/** True when all of the commits are in the history of the review branch. */
export async function holdsAll(
  repository: HistoryReader,
  { head, fork }: ReviewHead,
  commits: readonly Oid[],
  options: CallOptions,
): Promise<boolean> {
  if (fork === null) return (await repository.listCommits(commits, [head], { ...options, limit: 1 })).length === 0;
  const ids = new Set((await fork.listCommits([head], [], options)).map(({ commit }) => commit));
  return commits.every((commit) => ids.has(commit));
}
