import type { Repositories } from "@signalbox/git";
import { type CallOptions, parseInput } from "@signalbox/release-core";
import * as z from "zod";
import { describeRange } from "../describe-range/describe-range.js";
import { rangeRuleFields } from "../describe-range/range-rules.js";
import { branchMissing } from "../errors.js";
import { findTarget } from "../find-target.js";
import { branchField } from "../input-fields.js";
import { findBranch, nearNames } from "../resolve-branch.js";
import type { BranchComparison } from "./comparison.js";
import { compareHeads } from "./compare-heads.js";

const input = z.object({
  repository: z.string().min(1),
  from: branchField,
  to: branchField.nullable(),
  ...rangeRuleFields,
});

/** Short branch names; `to: null` or `mainline` is what the remote calls HEAD. */
export type CompareInput = z.input<typeof input>;

/**
 * Compares two branches: what a promotion would bring, what is there already, what stands in its way. Only looks.
 * @throws ReleaseError `ERR_BRANCH_MISSING` with near names, `ERR_MAINLINE_MISSING`, `ERR_INPUT_INVALID`, and what the repository throws
 */
export async function compareBranches(
  repositories: Repositories,
  request: CompareInput,
  options: CallOptions = {},
): Promise<BranchComparison> {
  const { repository: location, from, to, ...rules } = parseInput("compare-branches", input, request);
  const repository = await repositories.open(location, options);
  await repository.refresh({
    ...options,
    meanwhile: async (known, local) => {
      const [source, target] = [findBranch(known, from), to === null ? null : findBranch(known, to)];
      if (source === null || target === null) return;
      await describeRange(
        { repository: local, refs: known },
        await compareHeads(local, source, target, options),
        rules,
        options,
      );
    },
  });
  const refs = await repository.listRefs(options);
  const source = findBranch(refs, from);
  if (source === null) throw branchMissing(from, repository.location, nearNames(refs, from));
  const target = await findTarget(repository, refs, to, options);
  const compared = await compareHeads(repository, source, target, options);
  const described = await describeRange({ repository, refs }, compared, rules, options);
  return { repository: repository.location, ...compared.comparison, ...described };
}
