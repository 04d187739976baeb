import type { GitRepository, Oid, RefUpdate } from "@signalbox/git";
import { type CallOptions, isReleaseError } from "@signalbox/release-core";
import { pushed } from "./errors.js";

/**
 * Pushes one ref. The status of the ref in the remote's answer is the second look; where the answer got lost, the remote
 * is asked what it has, so that a push that arrived is not told as a failure. `place`: the fork that gets it instead.
 * @throws ReleaseError `ERR_PLAN_STALE`, `ERR_PUSH_REFUSED`, and what the repository throws
 */
export async function pushRef(
  repository: GitRepository,
  update: Omit<RefUpdate, "to">,
  refusedHint: string,
  options: CallOptions,
  place: GitRepository | null = null,
): Promise<"done" | "already"> {
  const to = place === null ? {} : { to: place.location };
  try {
    return pushed(await repository.pushRef({ ...update, ...to }, options), update, refusedHint);
  } catch (error) {
    if (!isReleaseError(error) || !error.retryable || options.signal?.aborted === true) throw error;
    if ((await askAgain(place ?? repository, update.ref, options)) !== update.oid) throw error;
    return "done";
  }
}

/** What the remote has now; null also when it cannot be asked. */
async function askAgain(repository: GitRepository, ref: string, options: CallOptions): Promise<Oid | null> {
  try {
    await repository.refresh(options);
    return (await repository.listRefs(options)).find(({ name }) => name === ref)?.oid ?? null;
  } catch {
    return null;
  }
}
