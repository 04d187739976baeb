import * as z from "zod";
import { rangeRuleFields } from "../describe-range/range-rules.js";
import { MAINLINE, reviewNameOf } from "../find-target.js";
import { branchField, repositoryField } from "../input-fields.js";

/** Short branch names; see `promoteBranch`. */
export const input = z
  .strictObject({
    repository: repositoryField,
    from: branchField.describe("The branch whose content moves on"),
    to: branchField
      .nullable()
      .describe("The branch that gets it; null or `mainline`: what the remote calls HEAD, master here and main there"),
    review: branchField.nullish().describe("The branch that is pushed for review. Default: update-<to>"),
    reviewRepository: repositoryField
      .nullish()
      .describe("A fork that gets the review branch instead of the repository; heads are read from the repository"),
    direct: z
      .boolean()
      .optional()
      .describe("Push the merge to the target itself instead; only where the remote does not protect it"),
    settle: z
      .boolean()
      .optional()
      .describe("Merge even when no file changes, so that git knows what a squash merge brought"),
    message: z
      .string()
      .trim()
      .min(1)
      .optional()
      .describe("The merge commit's message. Default: git's own, and a list of the changes"),
    ...rangeRuleFields,
  })
  .superRefine((given, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (given.direct === true && typeof given.reviewRepository === "string")
      issue("reviewRepository", "is for a review branch, and `direct` pushes none; give one of the two");
    if (given.to === null || given.to === MAINLINE) return; // which branch that is, the remote says: see `plan`
    if (given.from === given.to) issue("to", "is the branch that is promoted; name another one");
    const review = reviewNameOf(given.to, given.review);
    if (review === given.from || review === given.to)
      issue("review", `the review branch ${review} is itself part of the promotion; name another one`);
  });

export type PromoteInput = z.output<typeof input>;

/** The branches of a promotion by their short names, once it is known which is the mainline. */
export interface PromotionNames {
  readonly from: string;
  readonly to: string;
  readonly review: string;
}

export const namesOf = ({ from, review }: PromoteInput, to: string): PromotionNames => ({
  from,
  to,
  review: reviewNameOf(to, review),
});

/** The only branch that a promotion may push. */
export const pushedBranchOf = ({ direct }: PromoteInput, { to, review }: PromotionNames): string =>
  direct === true ? to : review;
