import * as z from "zod";
import { expressionWith } from "../input-fields.js";
import type { PinRule } from "./pin.js";

/** A rule as operations and configurations take it. */
export const pinRuleField = z
  .strictObject({
    files: z.string().min(1).describe("Which files, as a glob from the root: `{pi,tc2}/**/*.sls`"),
    format: z.enum(["yaml", "package-json", "pattern"]),
    pattern: expressionWith("version")
      .optional()
      .describe("For `pattern`: a regular expression with a group (?<version>…), perhaps (?<name>…) and (?<family>…)"),
    name: z.string().min(1).optional().describe("Only pins of this name, or the name of what a pattern finds"),
    family: z.string().optional().describe("Default: the first folder of the path; for package-json the whole folder"),
  })
  .superRefine((rule, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (rule.format === "pattern" && rule.pattern === undefined) issue("pattern", "is needed for this format");
    if (rule.format !== "pattern" && rule.pattern !== undefined) issue("pattern", "is for the format `pattern` only");
    const named = rule.name !== undefined || rule.pattern?.includes("(?<name>") !== false;
    if (rule.format === "pattern" && !named) issue("name", "is needed where the pattern has no group (?<name>…)");
  }) satisfies z.ZodType<PinRule>;
