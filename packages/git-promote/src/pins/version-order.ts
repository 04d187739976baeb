import { compareVersions, parseVersion, type Version } from "@signalbox/git";

const LOOSE = /^[vV]?\.?(?:\d+:)?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:[-~+](.+))?$/;

/**
 * A version as people pin it: two numbers, zeros in front, Debian's `~` (which Salt's own states read as `-`), endings
 * such as `-tc2` and `-deb12`, whose numbers count. Null when it is none. Pure.
 */
export function looseVersion(text: string): Version | null {
  const [, major, minor = "0", patch = "0", ending = ""] = LOOSE.exec(text) ?? [];
  if (major === undefined) return null;
  const parts = ending.match(/\d+|[A-Za-z]+/g) ?? [];
  const prerelease = parts.map((part) => part.replace(/^0+(?=\d)/, ""));
  const numbers = [major, minor, patch].map((number) => number.replace(/^0+(?=\d)/, "")).join(".");
  return parseVersion(prerelease.length === 0 ? numbers : `${numbers}-${prerelease.join(".")}`);
}

/** Negative when `a` is lower than `b`. What is no version is compared piece by piece, numbers as numbers. Pure. */
export function compareVersionTexts(a: string, b: string): number {
  const [left, right] = [looseVersion(a), looseVersion(b)];
  if (left !== null && right !== null) return compareVersions(left, right);
  return a.localeCompare(b, "en", { numeric: true });
}
