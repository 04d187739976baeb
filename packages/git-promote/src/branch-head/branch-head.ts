import type { Oid, Repositories } from "@signalbox/git";
import { type CallOptions, parseInput } from "@signalbox/release-core";
import * as z from "zod";
import { findTarget } from "../find-target.js";
import { branchField, repositoryField } from "../input-fields.js";
import { shortName } from "../resolve-branch.js";

const input = z.strictObject({
  repository: repositoryField,
  branch: branchField.nullish().describe("Default: the mainline"),
});

/** See `branchHead`. */
export type BranchHeadInput = z.input<typeof input>;

/** Where a branch stands. */
export interface BranchStanding {
  readonly format: 1;
  /** Credentials removed. */
  readonly repository: string;
  /** Its short name. */
  readonly branch: string;
  /** `refs/heads/…` */
  readonly ref: string;
  readonly commit: Oid;
}

/**
 * Where a branch of the remote stands now. In a train it pins down what later steps start from, once earlier steps
 * have moved the branch: `{ "$ref": "base[].commit" }`.
 * @throws ReleaseError `ERR_BRANCH_MISSING`, `ERR_MAINLINE_MISSING`, and what the repository throws
 */
export async function branchHead(
  repositories: Repositories,
  given: BranchHeadInput,
  options: CallOptions = {},
): Promise<BranchStanding> {
  const wanted = parseInput("branch-head", input, given);
  const repository = await repositories.open(wanted.repository, options);
  await repository.refresh(options);
  const refs = await repository.listRefs(options);
  const { ref, commit } = await findTarget(repository, refs, wanted.branch ?? null, options);
  return { format: 1, repository: repository.location, branch: shortName(ref), ref, commit };
}
