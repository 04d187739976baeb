import {
  compareVersions,
  formatVersion,
  nextVersion,
  parseVersion,
  patternParts,
  type ReleaseTag,
  tagNameOf,
  type Version,
  versionOf,
} from "@signalbox/git";
import type { Problem } from "@signalbox/release-core";
import type { TagInput } from "./input.js";

/** What the version is judged by. */
export interface VersionFacts {
  /** The highest release that counts for the branch. */
  readonly highest: ReleaseTag | null;
  /** Every tag's name. */
  readonly taken: ReadonlySet<string>;
}

/** The version and the tag, or why there is none. */
export type VersionChoice =
  { readonly version: Version; readonly tag: string; readonly gap: boolean } | { readonly problem: Problem };

const NEXT = /^next-(major|minor|patch)$/;

/** Pure. */
export function chooseVersion(input: TagInput, { highest, taken }: VersionFacts): VersionChoice {
  const current = highest?.version ?? null;
  const step = NEXT.exec(input.version)?.[1] as "major" | "minor" | "patch" | undefined;
  const version =
    step === undefined ? parseVersion(input.version) : (firstOf(input, current, step) ?? nextVersion(current, step));
  if (version === null) return { problem: versionInvalid(input) };
  const tag = tagNameOf(formatVersion(version), input);
  if (taken.has(tag)) return { problem: tagTaken(tag) };
  if (highest !== null && compareVersions(version, highest.version) <= 0) {
    return { problem: versionNotHigher(formatVersion(version), highest) };
  }
  return { version, tag, gap: version.prerelease.length === 0 && isGap(current, version) };
}

/** A release branch `16.2` begins with 16.2.0, whatever was released where it was cut. */
function firstOf({ branch = "" }: TagInput, current: Version | null, step: string): Version | null {
  const line = /^v?(\d+\.\d+)$/.exec(branch)?.[1];
  const first = line === undefined || step !== "patch" ? null : parseVersion(`${line}.0`);
  return first !== null && (current === null || compareVersions(current, first) < 0) ? first : null;
}

/** True when a number was skipped: after 1.2.3 come 1.2.4, 1.3.0 and 2.0.0. */
function isGap(current: Version | null, version: Version): boolean {
  if (current === null) return false;
  const base = current.prerelease.length === 0 ? [] : [{ ...current, prerelease: [] }];
  const steps = [...base, ...(["major", "minor", "patch"] as const).map((step) => nextVersion(current, step))];
  return !steps.some((step) => compareVersions(step, version) === 0);
}

function versionInvalid({ version, tagPattern, stream }: TagInput): Problem {
  const doubled = /^v\.?(\d.*)$/i.exec(version)?.[1];
  const { before } = patternParts({ tagPattern, stream }) ?? { before: "" };
  const hint =
    doubled !== undefined && parseVersion(doubled) !== null
      ? `Write ${doubled}: the tag pattern adds the ${JSON.stringify(before)}, and the tag would be ${before}${version}.`
      : "Write three numbers as in 1.2.3, or next-patch, next-minor, next-major.";
  return { code: "ERR_VERSION_INVALID", message: `${JSON.stringify(version)} is no version.`, hint };
}

const tagTaken = (tag: string): Problem => ({
  code: "ERR_TAG_TAKEN",
  message: `The tag ${tag} exists already, on another commit.`,
  hint: "Take a higher version. A published tag is never moved.",
});

const versionNotHigher = (version: string, highest: ReleaseTag): Problem => ({
  code: "ERR_VERSION_NOT_HIGHER",
  message: `${version} is not higher than the highest release ${versionOf(highest)} (${highest.tag}).`,
  hint: `Take a higher version, for example next-patch. If ${highest.tag} was mistyped, remove that tag first.`,
});
