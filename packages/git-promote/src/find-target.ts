import type { Ref, RefReader } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import { branchMissing, mainlineMissing } from "./errors.js";
import { type BranchHead, findBranch, nearNames, shortName } from "./resolve-branch.js";

/** The word for whatever the remote calls HEAD; a branch of that very name comes first. */
export const MAINLINE = "mainline";

/** True when only the remote can say which branch is meant. */
export const meansMainline = (refs: readonly Ref[], to: string | null): to is null | typeof MAINLINE =>
  to === null || (to === MAINLINE && findBranch(refs, to) === null);

/** The short name of the branch that is meant: `master` here, `main` there. Null when the remote names no mainline. */
export async function targetName(
  repository: Pick<RefReader, "mainline">,
  refs: readonly Ref[],
  to: string | null,
  options: CallOptions,
): Promise<string | null> {
  if (!meansMainline(refs, to)) return to;
  const mainline = await repository.mainline(options);
  return mainline === null ? null : shortName(mainline);
}

/**
 * The head of the branch that is meant.
 * @throws ReleaseError `ERR_MAINLINE_MISSING`, `ERR_BRANCH_MISSING` with near names
 */
export async function findTarget(
  repository: Pick<RefReader, "mainline"> & { readonly location: string },
  refs: readonly Ref[],
  to: string | null,
  options: CallOptions,
): Promise<BranchHead> {
  const branch = await targetName(repository, refs, to, options);
  if (branch === null) throw mainlineMissing(repository.location);
  const found = findBranch(refs, branch);
  if (found === null) throw branchMissing(branch, repository.location, nearNames(refs, branch));
  return found;
}

/** Where reviews of a promotion into a branch are pushed, unless another name is given. */
export const reviewNameOf = (to: string, given: string | null | undefined): string => given ?? `update-${to}`;
