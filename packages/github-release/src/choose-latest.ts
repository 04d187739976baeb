import { compareVersions, readTagName, type TagRules, type Version } from "@signalbox/git";
import type { ReleaseStanding } from "@signalbox/github";
import type { Problem, Warning } from "@signalbox/release-core";

export interface LatestWish {
  readonly tag: string;
  /** Undefined: the latest where no higher version is. */
  readonly latest: boolean | "legacy" | undefined;
  readonly isPrerelease: boolean;
  readonly rules: TagRules;
}

export interface ChosenLatest {
  /** What GitHub is told. */
  readonly latest: boolean | "legacy";
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** Decides whether a release becomes the latest; a lower version than the latest never does. Pure. */
export function chooseLatest(wish: LatestWish, { latest }: Pick<ReleaseStanding, "latest">): ChosenLatest {
  const wanted = wish.latest;
  if (wish.isPrerelease)
    return { latest: false, problems: wanted === true ? [prerelease(wish.tag)] : [], warnings: [] };
  if (wanted === false || latest === null || latest.tag === wish.tag)
    return { latest: wanted ?? true, problems: [], warnings: [] };
  const now = versionIn(latest.tag, wish.rules);
  const own = versionIn(wish.tag, wish.rules);
  // What cannot be compared, such as a release of another line, keeps its place unless it is said otherwise.
  if (now === null || own === null) return { latest: wanted ?? false, problems: [], warnings: [] };
  if (compareVersions(own, now) > 0) return { latest: wanted ?? true, problems: [], warnings: [] };
  return {
    latest: false,
    problems: wanted === true ? [lowerThanLatest(wish.tag, latest.tag)] : [],
    warnings: wanted === true ? [] : [{ ...lowerThanLatest(wish.tag, latest.tag), code: "version-not-latest" }],
  };
}

const versionIn = (tag: string, rules: TagRules): Version | null => {
  const reading = readTagName(tag, rules);
  return "version" in reading ? reading.version : null;
};

/** A tag that says itself that it is none for everybody: v1.2.0-rc.1. Pure. */
export const isPrereleaseTag = (tag: string, rules: TagRules): boolean => readTagName(tag, rules).kind === "prerelease";

const prerelease = (tag: string): Problem => ({
  code: "ERR_PRERELEASE_NOT_LATEST",
  message: `${tag} is a prerelease, and GitHub shows none as the latest release.`,
  hint: "Leave out `latest`, or publish it as a release.",
});

const lowerThanLatest = (tag: string, latest: string): Problem => ({
  code: "ERR_VERSION_LOWER_THAN_LATEST",
  message: `${tag} is lower than ${latest}, the latest release, and does not take its place.`,
  hint: "That is right for a patch of an older line. Else check the version.",
});
