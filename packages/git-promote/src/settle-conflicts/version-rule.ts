import * as z from "zod";
import { expressionWith } from "../input-fields.js";
import { matchesGlob } from "../tree-path.js";
import { higherVersion } from "./higher-version.js";

/** A line that holds a version, in JSON form. Of two versions the higher one wins. */
export const versionRule = z.strictObject({
  files: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .describe("Globs of the files it is for: package.json, packages/**/package.json"),
  pattern: expressionWith("version").describe(
    'What the line has, with the version as a named group: "version": "(?<version>[^"]+)"',
  ),
});

/** Which lines a machine may settle when both sides changed them: those that differ in nothing but a version. */
export type VersionRule = z.output<typeof versionRule>;

/** The rules that are for a file. Pure. */
export const rulesFor = (rules: readonly VersionRule[], path: string): readonly VersionRule[] =>
  rules.filter(({ files }) => (typeof files === "string" ? [files] : files).some((glob) => matchesGlob(path, glob)));

/** Two versions of one line, and the one that stays. */
export interface SettledLine {
  readonly ours: string;
  readonly theirs: string;
  readonly taken: string;
}

/** The line that stays of two that differ in nothing but a version, null when a person must choose. Pure. */
export function higherLine(
  ours: string,
  theirs: string,
  rules: readonly VersionRule[],
): { readonly line: string; readonly settled: SettledLine } | null {
  for (const { pattern } of rules) {
    const named = new RegExp(pattern, "d");
    const [a, b] = [versionIn(named, ours), versionIn(named, theirs)];
    if (a === null || b === null || a.before !== b.before || a.after !== b.after) continue;
    const taken = higherVersion(a.version, b.version);
    if (taken === null) continue;
    return {
      line: taken === a.version ? ours : theirs,
      settled: { ours: a.version, theirs: b.version, taken },
    };
  }
  return null;
}

function versionIn(
  pattern: RegExp,
  line: string,
): { readonly before: string; readonly version: string; readonly after: string } | null {
  const [start, end] = pattern.exec(line)?.indices?.groups?.["version"] ?? [];
  if (start === undefined || end === undefined) return null;
  return { before: line.slice(0, start), version: line.slice(start, end), after: line.slice(end) };
}
