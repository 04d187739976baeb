import * as z from "zod";
import { expressionWith } from "./expression-fields.js";

const paths = z.array(z.string().min(1)).min(1);

/** `merge` of a component. */
export const mergeSchema = z.strictObject({
  rules: z
    .array(
      z.strictObject({
        files: z.union([z.string().min(1), paths]).describe("globs of the files that it is for"),
        pattern: expressionWith("version").describe("what the line has, the version as a named group"),
      }),
    )
    .optional()
    .describe("lines that differ in nothing but a version: the higher one stays"),
  lockFiles: z
    .array(
      z.strictObject({
        files: paths.describe("the lock files that the command writes"),
        command: z.array(z.string()).min(1).describe("the program and its arguments, without a shell"),
        folder: z.string().optional().describe("where it runs; default: the folder of the first lock file"),
        needs: paths.optional().describe("the only files and folders that it needs; default: all"),
        when: paths.optional().describe("globs of the files whose change asks for it; default: what stands beside it"),
        timeoutMs: z.int().min(1).max(3_600_000).optional().describe("default: 300000"),
      }),
    )
    .optional()
    .describe("lock files that a command makes again, in a scratch folder"),
});
