import { patternParts } from "@signalbox/git";
import { z } from "zod";
import { branchField, repositoryField } from "../input-fields.js";

export const input = z.strictObject({
  repository: repositoryField,
  branch: branchField.optional().describe("The branch whose head is released. Default: the mainline"),
  version: z.string().default("next-patch").describe("`1.2.3`, or next-patch, next-minor or next-major"),
  tagPattern: z
    .string()
    .refine((pattern) => patternParts({ tagPattern: pattern }) !== null, { message: "needs {version} exactly once" })
    .optional()
    .describe("Default: v{version}"),
  stream: z
    .string()
    .min(1)
    .optional()
    .describe("A release line of its own, written behind the version: tc2 for v1.34.0-tc2"),
  message: z
    .string()
    .trim()
    .min(1)
    .optional()
    .describe("The annotated tag's message. Default: the tag and the number of changes"),
  annotated: z.boolean().default(true),
});

export type TagInput = z.output<typeof input>;
