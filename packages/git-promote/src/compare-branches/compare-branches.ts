import type { Ref, Repositories } from "@signalbox/git";
import { type CallOptions, parseInput } from "@signalbox/release-core";
import { z } from "zod";
import { branchMissing } from "../errors.js";
import { branchField } from "../input-fields.js";
import { findBranch, nearNames } from "../resolve-branch.js";
import type { BranchComparison } from "./comparison.js";
import { compareHeads } from "./compare-heads.js";

const input = z.object({ repository: z.string().min(1), from: branchField, to: branchField });

/** Short branch names. */
export type CompareInput = z.input<typeof input>;

/**
 * Compares two branches: what a promotion would bring, what is there already, what stands in its way. Only looks.
 * @throws ReleaseError `ERR_BRANCH_MISSING` with near names, `ERR_INPUT_INVALID`, and what the repository throws
 */
export async function compareBranches(
  repositories: Repositories,
  request: CompareInput,
  options: CallOptions = {},
): Promise<BranchComparison> {
  const { repository: location, from, to } = parseInput("compare-branches", input, request);
  const repository = await repositories.open(location, options);
  const headsIn = (refs: readonly Ref[]) => [findBranch(refs, from), findBranch(refs, to)] as const;
  await repository.refresh({
    ...options,
    meanwhile: async (known, local) => {
      const [source, target] = headsIn(known);
      if (source !== null && target !== null) await compareHeads(local, source, target, options);
    },
  });
  const refs = await repository.listRefs(options);
  const missing = (branch: string) => branchMissing(branch, repository.location, nearNames(refs, branch));
  const [source, target] = headsIn(refs);
  if (source === null) throw missing(from);
  if (target === null) throw missing(to);
  const { comparison } = await compareHeads(repository, source, target, options);
  return { repository: repository.location, ...comparison };
}
