import type { GitRepository, Ref, Repositories } from "@signalbox/git";
import { type CallOptions, parseInput } from "@signalbox/release-core";
import * as z from "zod";
import { revisionMissing } from "../errors.js";
import { targetName } from "../find-target.js";
import { branchField, regularExpressionField } from "../input-fields.js";
import { headOf, nearNames } from "../resolve-branch.js";
import { findRevision, similarRevisions } from "../resolve-revision.js";
import { ambiguousWarning, type ComparedRevision, type Containment, containmentOf } from "./containment.js";
import { findMissing } from "./find-missing.js";

/** The fields of `verifyContainment`, which the gate has too. */
export const containmentFields = {
  repository: z.string().min(1),
  earlier: z.string().min(1).describe("A branch or tag, short or full; `mainline` is the default branch"),
  later: z.string().min(1).default("mainline").describe("The one that should have every commit of `earlier`"),
  prefer: z
    .enum(["branch", "tag"])
    .optional()
    .describe("What a short name means that both a branch and a tag have. Default: the branch, with a warning"),
  mainline: branchField.optional().describe("The default branch. Default: what the remote calls HEAD"),
  cardPattern: regularExpressionField
    .optional()
    .describe(
      "What a card is called in subjects, with the groups `number` and `repository`. Default: #12, owner/name#12",
    ),
};

const input = z.object(containmentFields);

/** Names of branches or tags. */
export type ContainmentInput = z.input<typeof input>;

/**
 * Lists the commits of `earlier` that `later` lacks. A commit whose patch is there, alone or in a squash, is not missing,
 * and neither is a merge that says nothing of its own. Only looks.
 * @throws ReleaseError `ERR_REVISION_MISSING` with similar names, `ERR_INPUT_INVALID`, and what the repository throws
 */
export async function verifyContainment(
  repositories: Repositories,
  request: ContainmentInput,
  options: CallOptions = {},
): Promise<Containment> {
  const given = parseInput("verify-containment", input, request);
  const repository = await repositories.open(given.repository, options);
  await repository.refresh(options);
  return examineContainment(repository, given, options);
}

/** The same in a repository that is open and up to date. */
export async function examineContainment(
  repository: GitRepository,
  given: z.output<typeof input>,
  options: CallOptions,
): Promise<Containment> {
  const refs = await repository.listRefs(options);
  const named = await targetName(repository, refs, given.mainline ?? null, options);
  const mainline = named === null ? null : headOf(named);
  const find = (name: string): { readonly side: ComparedRevision; readonly isAmbiguous: boolean } => {
    const found = findRevision(refs, name, { mainline, prefer: given.prefer });
    if (found === null) throw revisionMissing(name, repository.location, similarNames(refs, name));
    return { side: { name, ref: found.ref, commit: found.commit }, isAmbiguous: found.isAmbiguous };
  };
  const [earlier, later] = [find(given.earlier), find(given.later)];
  const found = await findMissing(repository, { earlier: earlier.side.commit, later: later.side.commit }, options);
  const warnings = [earlier, later].filter(({ isAmbiguous }) => isAmbiguous).map(({ side }) => ambiguousWarning(side));
  const sides = { repository: repository.location, earlier: earlier.side, later: later.side, warnings };
  return containmentOf(sides, found, given.cardPattern);
}

const similarNames = (refs: readonly Ref[], name: string): readonly string[] => [
  ...new Set([...similarRevisions(refs, name), ...nearNames(refs, name)].slice(0, 3)),
];
