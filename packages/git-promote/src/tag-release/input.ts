import * as z from "zod";
import { branchField, regularExpressionField, repositoryField, streamField, tagPatternField } from "../input-fields.js";

/** See `tagRelease`. */
export const input = z
  .strictObject({
    repository: repositoryField,
    branch: branchField
      .optional()
      .describe(
        "The branch that is released. Default: the release branch of the version where there is one, else the mainline",
      ),
    mainline: branchField.nullish().describe("Default: what the remote calls HEAD"),
    commit: z
      .string()
      .regex(/^[0-9a-f]{7,40}$/, "must be 7 to 40 hex digits")
      .optional()
      .describe("A commit of the branch. Default: its head"),
    version: z.string().default("next-patch").describe("`1.2.3`, or next-patch, next-minor or next-major"),
    tagPattern: tagPatternField
      .refine((pattern) => !/v\.?v\.?\{version\}/i.test(pattern), { message: "doubles the v" })
      .optional()
      .describe("Default: v{version}"),
    stream: streamField
      .optional()
      .describe("A release line of its own, written behind the version: tc2 for v1.34.0-tc2"),
    releaseBranchPattern: regularExpressionField
      .optional()
      .describe("A regular expression for release branches. Default: ^v?\\d+\\.\\d+$"),
    message: z
      .string()
      .trim()
      .min(1)
      .optional()
      .describe("The annotated tag's message. Default: the tag and the number of changes"),
    annotated: z.boolean().default(true),
    sign: z.boolean().optional().describe("Sign it with the user's own gpg or ssh key"),
    allowSharedCommit: z
      .boolean()
      .optional()
      .describe(
        "A version that is named may go to a commit with another release: true is silent consent, false refuses. Default: a warning",
      ),
    strict: z
      .boolean()
      .optional()
      .describe("Refuse what is a warning else: a gap, commits after the tagged one, a commit with another release"),
    publishesOnTag: z
      .boolean()
      .optional()
      .describe("Its CI publishes what is tagged: only the next number of its own line is allowed"),
  })
  .superRefine((given, context) => {
    if (given.sign === true && !given.annotated)
      context.addIssue({
        code: "custom",
        path: ["sign"],
        message: "needs an annotated tag; a lightweight one holds no signature",
      });
    if (given.message !== undefined && !given.annotated)
      context.addIssue({
        code: "custom",
        path: ["message"],
        message: "needs an annotated tag; a lightweight one holds no message",
      });
  });

export type TagInput = z.output<typeof input>;
