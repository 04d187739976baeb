import * as z from "zod";
import { askedFields, commitField, isAsked, whenMissingField } from "../pull-request/fields.js";

/** See `mergePullRequest`. */
export const input = z
  .strictObject({
    ...askedFields,
    method: z
      .enum(["merge", "squash", "rebase"])
      .default("merge")
      .describe("A squash or rebase makes git list the commits of a promotion as new for ever"),
    expectedHead: commitField
      .nullish()
      .describe("The reviewed commit; nothing else is merged. Default: the head as planned"),
    title: z.string().trim().min(1).optional().describe("Of the merge commit. Default: as the repository is set up"),
    message: z.string().optional(),
    deleteBranch: z.boolean().optional().describe("Delete the head branch afterwards, unless a fork has it"),
    whenMissing: whenMissingField,
  })
  .superRefine(isAsked);

export type MergeInput = z.output<typeof input>;
