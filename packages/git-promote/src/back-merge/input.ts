import * as z from "zod";
import { branchField, regularExpressionField, repositoryField, streamField, tagPatternField } from "../input-fields.js";
import { lockFileRule } from "../lock-files/lock-file-rule.js";
import { versionRule } from "../settle-conflicts/version-rule.js";

export const input = z
  .strictObject({
    repository: repositoryField,
    from: branchField.describe("The release branch whose commits the later ones need"),
    whenMissing: z
      .enum(["refuse", "skip"])
      .default("refuse")
      .describe(
        "Where there is no such branch: skip says so in a warning, since not every repository has every release",
      ),
    into: z
      .array(branchField)
      .min(1)
      .optional()
      .describe(
        "The branches that get it, in this order; `mainline` is the default branch. Default: every later release branch that is not done, then the mainline",
      ),
    mainline: branchField.optional().describe("The default branch. Default: what the remote calls HEAD"),
    releaseBranchPattern: regularExpressionField
      .optional()
      .describe("Short names of release branches. Default: ^v?\\d+\\.\\d+$"),
    tagPattern: tagPatternField
      .optional()
      .describe("How releases are tagged; a line with a release is done once the mainline has it. Default: v{version}"),
    stream: streamField.optional().describe("A release line of its own, written behind the version"),
    rules: z.array(versionRule).default([]).describe("Lines in which the higher of two versions wins"),
    lockFiles: z.array(lockFileRule).default([]).describe("Lock files that a command makes again"),
    review: z
      .boolean()
      .optional()
      .describe("Push each merge to a branch for review, merge-<from>-into-<to>, instead of to the branch itself"),
    onConflict: z
      .enum(["refuse", "prepare"])
      .default("refuse")
      .describe("A conflict that needs a person: refuse all, or push what comes before it and prepare a branch for it"),
  })
  .superRefine((given, context) => {
    const into = given.into ?? [];
    into.forEach((branch, index) => {
      const issue = (message: string) => context.addIssue({ code: "custom", path: ["into", index], message });
      if (branch === given.from) issue("is the branch that is merged; name a later one");
      if (into.indexOf(branch) < index) issue("is named twice");
    });
  });

export type BackMergeInput = z.output<typeof input>;

/** Where a merge waits for its review, and where a person settles its conflicts. Short names. */
export const reviewBranchOf = (from: string, into: string): string => `merge-${from}-into-${into}`;
