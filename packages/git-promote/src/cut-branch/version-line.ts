import type { Line } from "../release-lines/release-branches.js";
import { compareLines } from "../release-lines/release-branches.js";

/** Where a file names the version, as offsets into its text. */
export interface VersionPlace {
  readonly version: string;
  readonly from: number;
  readonly to: number;
}

/** The one place that the pattern finds, or how many it finds. Pure. */
export function findVersion(text: string, pattern: string): VersionPlace | { readonly found: number } {
  const places = [...text.matchAll(new RegExp(pattern, "dgm"))].flatMap((match): VersionPlace[] => {
    const [from, to] = (match as RegExpMatchArray & { indices: RegExpIndicesArray }).indices.groups?.["version"] ?? [];
    return from === undefined || to === undefined ? [] : [{ version: text.slice(from, to), from, to }];
  });
  const [first] = places;
  return first !== undefined && places.length === 1 ? first : { found: places.length };
}

/** The text with another version at the place; everything else stays byte for byte. Pure. */
export const replaceVersion = (text: string, { from, to }: VersionPlace, version: string): string =>
  text.slice(0, from) + version + text.slice(to);

/**
 * The version after a release branch: `next-minor` after 16.2 is 16.3, `next-major` 17.0, with as many numbers as
 * `current` has and what stands behind them there (`-SNAPSHOT`). Anything else is the version itself. Null where there
 * are no numbers to count on from. Pure.
 */
export function versionAfter(next: string, line: Line | null, current: string): string | null {
  const step = /^next-(major|minor)$/.exec(next)?.[1];
  if (step === undefined) return next;
  if (line === null) return null;
  const [major = 0, minor = 0] = line;
  const numbers = step === "major" ? [major + 1, 0] : [major, minor + 1];
  const { numbers: now, rest } = splitVersion(current);
  while (numbers.length < now.length) numbers.push(0);
  return numbers.join(".") + rest;
}

/** True when `current` is what is wished, or a higher number already. Pure. */
export function hasReached(current: string, wanted: string): boolean {
  const { numbers } = splitVersion(wanted);
  return current === wanted || (numbers.length > 0 && compareLines(splitVersion(current).numbers, numbers) > 0);
}

function splitVersion(version: string): { readonly numbers: readonly number[]; readonly rest: string } {
  const numbers = /^\d+(?:\.\d+)*/.exec(version)?.[0] ?? "";
  return { numbers: numbers === "" ? [] : numbers.split(".").map(Number), rest: version.slice(numbers.length) };
}
