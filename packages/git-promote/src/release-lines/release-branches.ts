import type { Oid, Ref } from "@signalbox/git";
import { shortName } from "../resolve-branch.js";

/** What release branches are called where nothing else is configured: `16.2`, `v16.2`. */
export const DEFAULT_RELEASE_BRANCHES = "^v?\\d+\\.\\d+$";

/** A release branch. It holds a line of versions: `16.2` holds 16.2.0, 16.2.1 and so on. */
export interface ReleaseBranch {
  /** `refs/heads/…` */
  readonly ref: string;
  /** Its short name. */
  readonly branch: string;
  readonly commit: Oid;
  /** The numbers of its name: `[16, 2]`. */
  readonly line: Line;
}

/** The leading numbers of a version that a release branch stands for, two as a rule. */
export type Line = readonly number[];

/** The release branches among the refs, lowest line first. `pattern`: a regular expression for short names. */
export function releaseBranches(
  refs: readonly Ref[],
  pattern: string = DEFAULT_RELEASE_BRANCHES,
): readonly ReleaseBranch[] {
  const named = new RegExp(pattern);
  return refs
    .filter(({ name }) => name.startsWith("refs/heads/") && named.test(shortName(name)))
    .flatMap(({ name, commit }): ReleaseBranch[] => {
      const line = lineOf(shortName(name));
      return line === null ? [] : [{ ref: name, branch: shortName(name), commit, line }];
    })
    .sort((a, b) => compareLines(a.line, b.line) || (a.branch < b.branch ? -1 : 1));
}

/** The first run of numbers in a name: `[16, 2]` of `16.2`, `v16.2` and `release/16.2`. Null when it has none. */
export function lineOf(name: string): Line | null {
  const numbers = /\d+(?:\.\d+)*/.exec(name)?.[0];
  return numbers === undefined ? null : numbers.split(".").map(Number);
}

/** Below zero when `a` comes before `b`; a shorter line comes before a longer one that begins with it. */
export function compareLines(a: Line, b: Line): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = (a[at] ?? -1) - (b[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** True when a version of these numbers belongs on the line: 16.2.5 is on `16.2`, and not on `16.20`. */
export const isOnLine = (numbers: readonly number[], line: Line): boolean =>
  line.every((number, at) => numbers[at] === number);
