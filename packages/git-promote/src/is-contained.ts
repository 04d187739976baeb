import type { HistoryReader, Oid } from "@signalbox/git";
import { type CallOptions, isReleaseError } from "@signalbox/release-core";

/** True when `earlier` is `later` or in its history. A commit that this repository does not have is in no history. */
export async function isContained(
  repository: Pick<HistoryReader, "listCommits">,
  earlier: Oid,
  later: Oid,
  options: CallOptions,
): Promise<boolean> {
  if (earlier === later) return true;
  try {
    return (await repository.listCommits([earlier], [later], { ...options, limit: 1 })).length === 0;
  } catch (error) {
    if (isReleaseError(error) && error.code === "ERR_OBJECT_MISSING") return false;
    throw error;
  }
}
