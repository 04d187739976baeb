import * as z from "zod";
import { branchField, repositoryField } from "../input-fields.js";

// https://docs.github.com/en/rest/pulls/pulls#create-a-pull-request: `user:branch` is a branch of a fork.
const OWNER = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;

/** A branch, or `owner:branch` of a fork. */
export const headField = z.string().superRefine((head, context) => {
  const at = head.indexOf(":");
  const issue = (message: string) => context.addIssue({ code: "custom", message });
  if (at >= 0 && !OWNER.test(head.slice(0, at))) return issue("is no owner:branch");
  const branch = branchField.safeParse(head.slice(at + 1));
  if (!branch.success) issue(branch.error.issues[0]?.message ?? "is no branch name");
});

export const commitField = z.string().regex(/^[0-9a-f]{40}$/, "is no full object id");

export const pollField = z
  .number()
  .int()
  .min(100)
  .default(15_000)
  .describe("How long to wait before the next look, milliseconds");

/** A branch that is not there and was never reviewed: nothing had to be promoted. */
export const whenMissingField = z
  .enum(["fail", "skip"])
  .default("fail")
  .describe("`skip`: where there is no pull request, because there was nothing to promote, nothing is to be done");

/** Which pull request is meant. */
export const askedFields = {
  repository: repositoryField,
  number: z.int().min(1).optional(),
  head: headField
    .optional()
    .describe("The branch, `owner:branch` when a fork has it; with `base`, instead of `number`"),
  base: branchField.optional(),
};

/** Adds the rule that the number or both branches are given. */
export const isAsked = (
  { number, head, base }: { number?: number | undefined; head?: string | undefined; base?: string | undefined },
  context: z.RefinementCtx,
): void => {
  const isRight =
    number === undefined ? head !== undefined && base !== undefined : head === undefined && base === undefined;
  if (!isRight) context.addIssue({ code: "custom", path: ["number"], message: "give the number, or head and base" });
};
