import * as z from "zod";
import { folderOf, matchesGlob, treePathField } from "../tree-path.js";

const DEFAULT_TIMEOUT_MS = 300_000;
const LONGEST_TIMEOUT_MS = 3_600_000;

/** How lock files are made again, in JSON form. */
export const lockFileRule = z.strictObject({
  files: z.array(treePathField).min(1).describe("The lock files that the command writes"),
  command: z
    .array(z.string())
    .min(1)
    .describe("The program and its arguments, no shell: npm install --package-lock-only --ignore-scripts"),
  folder: z
    .union([z.literal(""), treePathField])
    .optional()
    .describe("Where the command runs. Default: the folder of the first lock file"),
  needs: z
    .array(treePathField)
    .min(1)
    .optional()
    .describe("The only files and folders that the command needs, beside the lock files. Default: all"),
  when: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe("Globs of the files whose change asks for it. Default: every file beside a lock file"),
  timeoutMs: z.int().min(1).max(LONGEST_TIMEOUT_MS).default(DEFAULT_TIMEOUT_MS),
});

/** How lock files are made again by a program of the user's choice; `files` are paths, not globs. */
export type LockFileRule = z.output<typeof lockFileRule>;

/** The same as somebody writes it, defaults left out. */
export type LockFileRuleInput = z.input<typeof lockFileRule>;

/** The rules whose lock files no longer fit, given the paths that were changed. Pure. */
export function lockFilesToMake(rules: readonly LockFileRule[], changed: readonly string[]): readonly LockFileRule[] {
  return rules.filter((rule) => changed.some((path) => !rule.files.includes(path) && asksFor(rule, path)));
}

function asksFor({ files, when }: LockFileRule, path: string): boolean {
  if (when !== undefined) return when.some((glob) => matchesGlob(path, glob));
  return files.some((file) => folderOf(file) === folderOf(path));
}
