import type { GitRepository, Oid, RefUpdate } from "@signalbox/git";
import { type CallOptions, isReleaseError } from "@signalbox/release-core";
import { pushed } from "./errors.js";

/** One full ref with its lease. */
export interface RefToPush extends Omit<RefUpdate, "to"> {
  /** Gets it instead of the repository itself. */
  readonly fork?: GitRepository;
}

/**
 * Pushes one ref. The status of the ref in the remote's answer is the second look; where the answer got lost, the remote
 * is asked what it has, so that a push that arrived is not told as a failure.
 * @throws ReleaseError `ERR_PLAN_STALE`, `ERR_PUSH_REFUSED`, and what the repository throws
 */
export async function pushRef(
  repository: GitRepository,
  update: RefToPush,
  refusedHint: string,
  options: CallOptions,
): Promise<"done" | "already"> {
  const { ref, oid, expected, fork } = update;
  const to = fork === undefined ? {} : { to: fork.location };
  try {
    return pushed(await repository.pushRef({ ref, oid, expected, ...to }, options), update, refusedHint);
  } catch (error) {
    if (!isReleaseError(error) || !error.retryable || options.signal?.aborted === true) throw error;
    if ((await askAgain(fork ?? repository, ref, options)) !== oid) throw error;
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
