import { compareVersions } from "@signalbox/git";

interface LooseVersion {
  readonly numbers: readonly number[];
  readonly prerelease: readonly string[];
}

/**
 * The higher of two versions as they are written, null when that cannot be said: one is no version (a range, a URL, a
 * tag name), or both mean the same. Real pins are not always strict (`1.32.00`, `16.2`), so any number of numbers and
 * leading zeros are read. Pure.
 */
export function higherVersion(a: string, b: string): string | null {
  const [left, right] = [looseVersion(a), looseVersion(b)];
  if (left === null || right === null) return null;
  const order = compareLoosely(left, right);
  return order === 0 ? null : order > 0 ? a : b;
}

function looseVersion(text: string): LooseVersion | null {
  const found = /^v?(\d{1,9}(?:\.\d{1,9})*)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/.exec(text);
  if (found === null) return null;
  return { numbers: (found[1] ?? "").split(".").map(Number), prerelease: found[2]?.split(".") ?? [] };
}

function compareLoosely(a: LooseVersion, b: LooseVersion): number {
  for (let at = 0; at < Math.max(a.numbers.length, b.numbers.length); at += 1) {
    const difference = (a.numbers[at] ?? 0) - (b.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  const rest = { major: 0, minor: 0, patch: 0 };
  return compareVersions({ ...rest, prerelease: a.prerelease }, { ...rest, prerelease: b.prerelease });
}
