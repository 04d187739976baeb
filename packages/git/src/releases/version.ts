/** A version by Semantic Versioning 2.0.0 (https://semver.org, items 2 and 9 to 11). Build metadata has no order and is dropped. */
export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** Dot-separated identifiers after `-`; empty for a release. */
  readonly prerelease: readonly string[];
}

export type VersionStep = "major" | "minor" | "patch";

const NUMBER = "(0|[1-9]\\d*)";
const STRICT = new RegExp(
  `^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z.-]+)?$`,
);

/** Reads a strict version, without a leading `v`; null when it is none (`1.2`, `1.02.0`, `1.2.3-rc.01`). */
export function parseVersion(text: string): Version | null {
  const found = STRICT.exec(text);
  if (found === null) return null;
  const [major, minor, patch] = [found[1], found[2], found[3]].map(Number) as [number, number, number];
  if (![major, minor, patch].every(Number.isSafeInteger)) return null;
  const prerelease = found[4]?.split(".") ?? [];
  if (prerelease.some((part) => /^0\d+$/.test(part))) return null;
  return { major, minor, patch, prerelease };
}

export function formatVersion(version: Version): string {
  const numbers = `${version.major}.${version.minor}.${version.patch}`;
  return version.prerelease.length === 0 ? numbers : `${numbers}-${version.prerelease.join(".")}`;
}

/** Negative when `a` is lower than `b`, by semver item 11. */
export function compareVersions(a: Version, b: Version): number {
  const numbers = a.major - b.major || a.minor - b.minor || a.patch - b.patch;
  if (numbers !== 0) return numbers;
  if (a.prerelease.length === 0 || b.prerelease.length === 0) return b.prerelease.length - a.prerelease.length;
  for (const [index, part] of a.prerelease.entries()) {
    const other = b.prerelease[index];
    if (other === undefined) return 1;
    const order = compareParts(part, other);
    if (order !== 0) return order;
  }
  return a.prerelease.length - b.prerelease.length;
}

function compareParts(a: string, b: string): number {
  const [isNumberA, isNumberB] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumberA && isNumberB) return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
  if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The next version after a release, or after nothing: the first is then `0.1.0`, or `1.0.0` for `major`. */
export function nextVersion(current: Version | null, step: VersionStep): Version {
  const { major, minor, patch } = current ?? { major: 0, minor: 0, patch: 0 };
  const release = { prerelease: [] };
  if (step === "major") return { major: major + 1, minor: 0, patch: 0, ...release };
  if (step === "minor" || current === null) return { major, minor: minor + 1, patch: 0, ...release };
  return { major, minor, patch: patch + 1, ...release };
}
