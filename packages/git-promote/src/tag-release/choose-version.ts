import {
  compareVersions,
  formatVersion,
  nextVersion,
  parseVersion,
  type ReleaseTag,
  tagNameOf,
  type Version,
  type VersionStep,
} from "@signalbox/git";
import type { Problem } from "@signalbox/release-core";
import { isOnLine, type Line } from "../release-lines/release-branches.js";
import type { TagInput } from "./input.js";
import { ownNumbers } from "./own-numbers.js";
import { numberNotOwn, versionInvalid, versionNotHigher } from "./version-problems.js";

/** What the version is judged by. */
export interface VersionFacts {
  /** Every release of the repository, highest first. */
  readonly releases: readonly ReleaseTag[];
  /** The numbers of the branch, when it is a release branch. */
  readonly line: Line | null;
  readonly isMainline: boolean;
  /** The highest release that is on the branch. */
  readonly latest: ReleaseTag | null;
}

/** A version with its tag. */
export interface ChosenVersion {
  readonly version: Version;
  readonly tag: string;
  /** It was named, not counted. */
  readonly isNamed: boolean;
  /** What it has to be higher than. */
  readonly highest: ReleaseTag | null;
  /** The release below it, where a number was skipped. */
  readonly gapAfter: ReleaseTag | null;
  /** Why it cannot be a new tag; a tag of that name that is there is no new one. */
  readonly problem: Problem | null;
}

export type VersionChoice = ChosenVersion | { readonly problem: Problem; readonly tag: null };

const NEXT = /^next-(major|minor|patch)$/;

export const isCounted = (version: string): boolean => NEXT.test(version);

/** Pure. */
export function chooseVersion(input: TagInput, facts: VersionFacts): VersionChoice {
  const releases = input.publishesOnTag === true ? ownNumbers(facts.releases) : facts.releases;
  const step = NEXT.exec(input.version)?.[1] as VersionStep | undefined;
  const version = step === undefined ? parseVersion(input.version) : counted(input, { ...facts, releases }, step);
  if (version === null) return { problem: versionInvalid(input), tag: null };
  const highest = highestFor(input, { ...facts, releases }, version);
  const below = releases.find((tag) => compareVersions(tag.version, version) < 0) ?? null;
  return {
    version,
    tag: tagNameOf(formatVersion(version), input),
    isNamed: step === undefined,
    highest,
    gapAfter: version.prerelease.length === 0 && isGap(below?.version ?? null, version) ? below : null,
    problem: problemOf(input, version, highest),
  };
}

function problemOf(input: TagInput, version: Version, highest: ReleaseTag | null): Problem | null {
  if (highest === null) return null;
  if (input.publishesOnTag === true && !isOfLine(version, highest.version)) return numberNotOwn(version, highest);
  return compareVersions(version, highest.version) > 0 ? null : versionNotHigher(version, highest);
}

/** The same major number, or the first version of the next one. */
const isOfLine = (version: Version, highest: Version): boolean =>
  version.major === highest.major ||
  (version.major === highest.major + 1 && version.minor === 0 && version.patch === 0);

function counted(input: TagInput, facts: VersionFacts, step: VersionStep): Version {
  const current = highestFor(input, facts, null)?.version ?? null;
  const [major, minor] = facts.line ?? [];
  // A release branch `16.2` begins with 16.2.0, whatever was released where it was cut.
  if (step === "patch" && current === null && input.publishesOnTag !== true && major !== undefined)
    return { major, minor: minor ?? 0, patch: 0, prerelease: [] };
  return nextVersion(current, step);
}

/**
 * What a version must be higher than: on the mainline every other, on a release branch those of its line, elsewhere the
 * latest of the branch. `version` null: what is counted on from.
 */
function highestFor(input: TagInput, facts: VersionFacts, version: Version | null): ReleaseTag | null {
  const { releases, line, isMainline, latest } = facts;
  if (input.publishesOnTag === true || isMainline) return releases[0] ?? null;
  if (line === null) return latest;
  const numbersOf = ({ major, minor, patch }: Version): Line => [major, minor, patch];
  const own = version === null || isOnLine(numbersOf(version), line) ? line : numbersOf(version).slice(0, 2);
  return releases.find((tag) => isOnLine(numbersOf(tag.version), own)) ?? null;
}

/** True when a number was skipped: after 1.2.3 come 1.2.4, 1.3.0 and 2.0.0. */
function isGap(below: Version | null, version: Version): boolean {
  if (below === null) return false;
  const base = below.prerelease.length === 0 ? [] : [{ ...below, prerelease: [] }];
  const steps = [...base, ...(["major", "minor", "patch"] as const).map((step) => nextVersion(below, step))];
  return !steps.some((step) => compareVersions(step, version) === 0);
}
