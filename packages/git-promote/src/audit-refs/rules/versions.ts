import { compareVersions, formatVersion, type Version } from "@signalbox/git";
import { shortList } from "../../short-list.js";
import { finding, type Finding } from "../finding.js";
import type { VersionedComponent } from "../../fleet/known-versions.js";

/** Versions that others of the same number line have and this one, since the first that it shares, has not. */
export function missingVersions(one: VersionedComponent, others: readonly VersionedComponent[]): readonly Finding[] {
  const mates = others.filter((other) => other !== one && one.line !== null && other.line === one.line);
  const shared = [...one.versions].filter(([text]) => mates.some(({ versions }) => versions.has(text)));
  const [first] = shared.map(([, { version }]) => version).sort(compareVersions);
  if (first === undefined) return [];
  const holders = new Map<string, { readonly version: Version; readonly names: string[] }>();
  for (const other of mates) {
    for (const [text, { version }] of other.versions) {
      if (one.versions.has(text) || compareVersions(version, first) < 0) continue;
      const known = holders.get(text) ?? { version, names: [] };
      known.names.push(other.name);
      holders.set(text, known);
    }
  }
  return [...holders]
    .sort(([, a], [, b]) => compareVersions(a.version, b.version))
    .map(([text, { version, names }]) =>
      finding(
        "version-missing-in-repository",
        [`refs/tags/${one.tagOf(text)}`],
        `There is no ${text} here; ${shortList(names, 3)} ${names.length === 1 ? "has" : "have"} it.`,
        // A patch concerns the repositories that changed; a release is tagged in all.
        version.patch === 0 ? {} : { severity: "info" },
      ),
    );
}

/**
 * Numbers that nobody on the number line used. A gap is told once: by the first listed component that has the version
 * after it.
 */
export function versionGaps(one: VersionedComponent, all: readonly VersionedComponent[]): readonly Finding[] {
  const together = one.line === null ? [one] : all.filter(({ line }) => line === one.line);
  const union = new Map(together.flatMap(({ versions }) => [...versions]));
  const order = [...union.values()].map(({ version }) => version).sort(compareVersions);
  return order.flatMap((version, index): Finding[] => {
    const text = formatVersion(version);
    const before = order[index - 1];
    const teller = together.find(({ versions }) => versions.has(text));
    if (before === undefined || teller !== one) return [];
    const gap = gapBetween(before, version);
    const ref = one.versions.get(text)?.ref ?? "";
    return gap === null
      ? []
      : [finding("version-gap", [ref], `${gap} ${/ to /.test(gap) ? "were" : "was"} never tagged before ${text}.`)];
  });
}

/** The numbers between two versions that follow each other: `4.0.2 to 4.0.4`. Null when there are none. */
function gapBetween(before: Version, after: Version): string | null {
  if (after.major !== before.major) {
    if (after.major > before.major + 1) return range(before.major + 1, after.major - 1, (n) => `${n}.0.0`);
    return after.minor > 0 || after.patch > 0 ? `${after.major}.0.0` : null;
  }
  if (after.minor !== before.minor) {
    if (after.minor > before.minor + 1) return range(before.minor + 1, after.minor - 1, (n) => `${after.major}.${n}.0`);
    return after.patch > 0 ? `${after.major}.${after.minor}.0` : null;
  }
  return range(before.patch + 1, after.patch - 1, (n) => `${after.major}.${after.minor}.${n}`);
}

const range = (first: number, last: number, name: (n: number) => string): string | null =>
  last < first ? null : last === first ? name(first) : `${name(first)} to ${name(last)}`;
