import {
  compareVersions,
  groupByCommit,
  type LowerTag,
  type ReleaseState,
  type ReleaseTag,
  versionOf,
} from "@signalbox/git";
import type { ReportWarning } from "../component.js";

export interface WarningFacts {
  readonly state: ReleaseState;
  readonly mainline: string;
  readonly stream: string | undefined;
  /** Commits that are counted and not listed. */
  readonly muted: number;
  readonly listed: number;
}

/** What a person should know about the tags. Pure; the order is the order of weight. */
export function releaseWarnings(facts: WarningFacts): readonly ReportWarning[] {
  return [noRelease, nearestDiffers, standing, elsewhere, lower, shared, mistyped, prerelease, leftOut, muted].flatMap(
    (rule) => rule(facts) ?? [],
  );
}

type Rule = (facts: WarningFacts) => ReportWarning | null;

const noRelease: Rule = ({ state, stream, listed, muted }) => {
  if (state.latest !== null) return null;
  const line = stream === undefined ? "" : ` of the line ${stream}`;
  return {
    code: "no-release-yet",
    message: `No tag names a release${line}, so all ${listed + muted} commits of the mainline are unreleased.`,
    hint: "Tag the first release, or set the component's tagPattern if it writes its tags in another way.",
  };
};

const nearestDiffers: Rule = ({ state: { latest, nearest } }) => {
  if (latest === null || nearest === null || nearest.tag === latest.tag.tag) return null;
  return {
    code: "nearest-differs-from-highest",
    message: `The highest release is ${latest.tag.tag}, but the nearest tag (git describe) is ${nearest.tag}.`,
    hint: `Changes are counted from ${latest.tag.tag}. Scripts that use git describe count from another release.`,
  };
};

const standing: Rule = ({ state: { latest }, mainline }) => {
  if (latest === null || latest.standing === "reachable") return null;
  const { tag } = latest.tag;
  if (latest.standing === "ahead") {
    return {
      code: "tag-not-on-mainline",
      message: `${tag} is the highest release, but it is on a side branch that is not in ${mainline} as it was tagged.`,
      hint: `Merge the commit of ${tag} into ${mainline}, so that the release is in its history.`,
    };
  }
  const how = latest.standing === "same-tree" ? "content" : "changes";
  const twin = latest.equal === null ? `commits of ${mainline}` : `${latest.equal.slice(0, 10)} of ${mainline}`;
  return {
    code: "tag-on-squashed-head",
    message: `${tag} is not on ${mainline} itself; it has the ${how} of ${twin}.`,
    hint: "Tag the mainline after the pull request is merged, then every tool finds the release.",
  };
};

const elsewhere: Rule = ({ state, mainline }) =>
  state.elsewhere.length === 0
    ? null
    : {
        code: "tag-not-on-mainline",
        message: `Higher than the latest release, but nothing on ${mainline} is equal to it: ${names(state.elsewhere)}.`,
        hint: "Merge the tagged commit, or remove the tag if it was a mistake. It is not counted as a release.",
      };

const lower: Rule = ({ state }) =>
  state.lower.length === 0
    ? null
    : {
        code: "tag-lower-than-earlier",
        message: `Tagged after a higher version: ${list(state.lower.toSorted(highestFirst).map(({ tag, earlier }) => `${tag.tag} (after ${earlier.tag})`))}.`,
        hint: "Most often a number was mistyped: remove the tag, and tag the commit again with the right one.",
      };

const shared: Rule = ({ state }) => {
  const groups = [...groupByCommit(state.tags.releases).values()].filter((group) => group.length > 1);
  if (groups.length === 0) return null;
  return {
    code: "tags-share-commit",
    message: `Several releases are one commit: ${list(groups.map((group) => group.map(({ tag }) => tag).join(" = ")))}.`,
    hint: "Nothing changed between them. If one of them was a mistake, remove it.",
  };
};

const mistyped: Rule = ({ state: { tags } }) => {
  const counted = tags.releases.filter((tag) => tag.mistyped).map((tag) => `${tag.tag} (counted as ${versionOf(tag)})`);
  const ignored = tags.malformed.map((tag) => `${tag} (not counted)`);
  if (counted.length + ignored.length === 0) return null;
  return {
    code: "tag-malformed",
    message: `Tags that are not written by the pattern: ${list([...ignored, ...counted])}.`,
    hint: "Correct them, or set the component's tagPattern.",
  };
};

const prerelease: Rule = ({ state: { tags, latest } }) => {
  const [highest] = tags.prereleases;
  if (highest === undefined || (latest !== null && compareVersions(highest.version, latest.tag.version) < 0))
    return null;
  return {
    code: "pre-release-higher",
    message: `The pre-release ${highest.tag} is higher than the latest release and is not counted.`,
    hint: "Set `prereleases: true` on the component if pre-releases count.",
  };
};

const leftOut: Rule = ({ state }) =>
  state.patchesLeftOut
    ? {
        code: "patches-not-compared",
        message: "A side branch with a higher tag is so far away that its changes were not compared one by one.",
        hint: "Some changes may be listed although they are released; merge the branch to be sure.",
      }
    : null;

const muted: Rule = (facts) =>
  facts.muted === 0
    ? null
    : {
        code: "changes-muted",
        message: `${facts.muted} of ${facts.listed + facts.muted} unreleased commits are muted and not listed.`,
        hint: "Change the component's mute list to see them.",
      };

const highestFirst = (one: LowerTag, other: LowerTag): number =>
  compareVersions(other.tag.version, one.tag.version) || (one.tag.tag < other.tag.tag ? -1 : 1);

const MOST_NAMES = 5;

function list(parts: readonly string[]): string {
  const shown = parts.slice(0, MOST_NAMES).join(", ");
  return parts.length > MOST_NAMES ? `${shown} and ${parts.length - MOST_NAMES} more` : shown;
}

const names = (tags: readonly ReleaseTag[]): string => list(tags.map(({ tag }) => tag));
