import { compareVersions, formatVersion, type Version } from "@signalbox/git";
import { looseVersion } from "../pins/index.js";

/** A step from one version to another that no run of releases explains. */
export interface Jump {
  /** The release before it, as far as is known. */
  readonly after: string;
  /** What somebody may have meant: 0.13.3 for 1.13.3. */
  readonly instead: string | null;
}

/**
 * Judges a step up by the released versions, or without them (null) by the pin alone. A new major version begins with
 * `X.0`, a new minor version follows the one before: anything else skips numbers. Null when nothing is odd. Pure.
 */
export function jumpOf(from: string, to: string, released: readonly string[] | null): Jump | null {
  const [old, next] = [looseVersion(from), looseVersion(to)];
  if (old === null || next === null || compareVersions(old, next) >= 0) return null;
  const below = (released ?? [])
    .map((text) => ({ text, version: looseVersion(text) }))
    .filter((one): one is { text: string; version: Version } => one.version !== null && isBelow(one.version, next));
  const [before] = [{ text: from, version: old }, ...below].sort((a, b) => compareVersions(b.version, a.version));
  if (before === undefined || isStep(before.version, next, released !== null)) return null;
  return { after: before.text, instead: insteadOf(old, next) };
}

/** Below in its numbers: 1.33.0 comes before 1.34.0-tc2, and 1.34.0-rc.1 says nothing about it. */
const isBelow = (version: Version, next: Version): boolean =>
  compareVersions({ ...version, prerelease: [] }, { ...next, prerelease: [] }) < 0;

function isStep(before: Version, next: Version, isKnown: boolean): boolean {
  if (next.major !== before.major) return next.major === before.major + 1 && next.minor === 0;
  return !isKnown || next.minor <= before.minor + 1;
}

function insteadOf(old: Version, next: Version): string | null {
  const guess = { ...next, major: old.major };
  return next.major > old.major && compareVersions(old, guess) < 0 ? formatVersion(guess) : null;
}
