import { isOid } from "@signalbox/git";
import * as z from "zod";
import {
  branchField,
  expressionWith,
  regularExpressionField,
  repositoryField,
  tagPatternField,
} from "../input-fields.js";
import { treePathField } from "../tree-path.js";

/** What a base and a branch are found by. */
export const baseFields = {
  repository: repositoryField,
  branch: branchField.describe("The release branch, for example 16.2"),
  from: branchField
    .optional()
    .describe(
      "`mainline`, `previous` (the release branch before) or a branch. Default: the mainline for the first branch of a major version, else the previous one",
    ),
  mainline: branchField.nullish().describe("Default: what the remote calls HEAD"),
  releaseBranchPattern: regularExpressionField
    .optional()
    .describe("A regular expression for release branches. Default: ^v?\\d+\\.\\d+$"),
};

const developmentVersion = z.strictObject({
  file: treePathField.describe("The file of the mainline that names the version under development"),
  pattern: expressionWith("version").describe(
    "A regular expression that finds the version once; `^` and `$` are ends of lines",
  ),
  next: z
    .string()
    .min(1)
    .regex(/^[^\r\n]*$/, "must be one line")
    .describe(
      "next-major or next-minor after the branch that is cut, with what stands behind the numbers now; or the version itself",
    ),
  review: branchField
    .optional()
    .describe("The branch that is pushed for review. Absent: the mainline itself is pushed"),
});

/** See `cutBranch`. */
export const input = z.strictObject({
  ...baseFields,
  commit: z
    .string()
    .refine(isOid, { message: "must be 40 hex digits" })
    .optional()
    .describe("Cut here instead of at the base's head"),
  tagPattern: tagPatternField
    .optional()
    .describe("Finds the previous release where its branch is gone. Default: v{version}"),
  developmentVersion: developmentVersion.optional(),
});

export type CutInput = z.output<typeof input>;
export type DevelopmentVersion = z.output<typeof developmentVersion>;
