import type { Repositories } from "@signalbox/git";
import { type CallOptions, parseInput } from "@signalbox/release-core";
import * as z from "zod";
import { branchMissing } from "../errors.js";
import { branchField, repositoryField } from "../input-fields.js";
import { findBranch, nearNames } from "../resolve-branch.js";
import { findReferences } from "./find-references.js";
import type { ReferenceFinding } from "./judge-references.js";
import { referenceRuleField } from "./reference-rule.js";

const input = z.strictObject({
  repository: repositoryField,
  branches: z.array(branchField).min(1).readonly().describe("The branches that the lists speak of: dev, test, prod"),
  references: z.array(referenceRuleField).min(1).readonly(),
});

/** See `checkReferences`. */
export type CheckReferencesInput = z.input<typeof input>;

/** Findings per branch, as it stands now. */
export interface ReferenceReport {
  readonly format: 1;
  /** Credentials removed. */
  readonly repository: string;
  readonly branches: readonly { readonly branch: string; readonly findings: readonly ReferenceFinding[] }[];
}

/**
 * Whether lists on one branch and the files of others agree: what is named and absent, what is there and named nowhere.
 * Only looks. `promoteBranch` asks the same of what a promotion would change.
 * @throws ReleaseError `ERR_BRANCH_MISSING` with near names, `ERR_INPUT_INVALID`, and what the repository throws
 */
export async function checkReferences(
  repositories: Repositories,
  given: CheckReferencesInput,
  options: CallOptions = {},
): Promise<ReferenceReport> {
  const { repository: location, branches, references } = parseInput("check-references", input, given);
  const repository = await repositories.open(location, options);
  await repository.refresh(options);
  const refs = await repository.listRefs(options);
  const heads = branches.map((branch) => {
    const found = findBranch(refs, branch);
    if (found === null) throw branchMissing(branch, repository.location, nearNames(refs, branch));
    return { branch, before: found.commit, after: found.commit };
  });
  const findings = await Promise.all(
    heads.map((head) => findReferences({ repository, refs }, head, references, options)),
  );
  return {
    format: 1,
    repository: repository.location,
    branches: branches.map((branch, index) => ({ branch, findings: findings[index] ?? [] })),
  };
}
