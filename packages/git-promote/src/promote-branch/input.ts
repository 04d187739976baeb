import { z } from "zod";
import { branchField, repositoryField } from "../input-fields.js";

/** Short branch names; see `promoteBranch`. */
export const input = z
  .strictObject({
    repository: repositoryField,
    from: branchField.describe("The branch whose content moves on"),
    to: branchField.describe("The branch that gets it"),
    review: branchField.nullish().describe("The branch that is pushed for review. Default: update-<to>"),
    direct: z
      .boolean()
      .optional()
      .describe("Push the merge to the target itself instead; only where the remote does not protect it"),
    message: z
      .string()
      .trim()
      .min(1)
      .optional()
      .describe("The merge commit's message. Default: git's own, and a list of the changes"),
  })
  .superRefine((given, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (given.from === given.to) issue("to", "is the branch that is promoted; name another one");
    const review = reviewBranchOf(given);
    if (review === given.from || review === given.to) {
      issue("review", `the review branch ${review} is itself part of the promotion; name another one`);
    }
  });

export type PromoteInput = z.output<typeof input>;

export const reviewBranchOf = (given: { readonly to: string; readonly review?: string | null | undefined }): string =>
  given.review ?? `update-${given.to}`;

/** The only branch that this input allows to be pushed. */
export const pushedBranchOf = (given: PromoteInput): string =>
  given.direct === true ? given.to : reviewBranchOf(given);
