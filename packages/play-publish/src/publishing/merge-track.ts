import type { Problem } from "@signalbox/release-core";
import type { Track, TrackRelease } from "../track.js";
import { transitionProblems } from "./transition.js";
import { isAsWanted, sameCodes, type WantedRelease } from "./wanted-release.js";

/** What becomes of a track when a release is put on it: all releases, since Play replaces the whole list. */
export interface MergedTrack {
  readonly track: Track;
  /** False: it stands there as wanted. */
  readonly isChanged: boolean;
  /** Rollouts that it ends. Empty with a problem unless `supersede`. */
  readonly superseded: readonly TrackRelease[];
  readonly problems: readonly Problem[];
}

/**
 * Puts a release on a track and keeps all others, but for the one that a completed release always replaces: the last
 * completed one. A rollout that runs or is halted ends only with `supersede`. Pure.
 */
export function mergeTrack(track: Track, wanted: WantedRelease, supersede: boolean): MergedTrack {
  const own = track.releases.find(({ versionCodes }) => sameCodes(versionCodes, wanted.versionCodes));
  if (own !== undefined && isAsWanted(own, wanted)) return { track, isChanged: false, superseded: [], problems: [] };
  const others = track.releases.filter((release) => release !== own);
  const isLive = wanted.status !== "draft";
  const superseded = isLive ? others.filter(({ status }) => status === "inProgress" || status === "halted") : [];
  const replaced = wanted.status === "completed" ? others.filter(({ status }) => status === "completed") : [];
  const kept = others.filter((release) => !superseded.includes(release) && !replaced.includes(release));
  const release = releaseOf(wanted, own);
  return {
    track: { ...track, releases: [release, ...kept] },
    isChanged: true,
    superseded,
    problems: [
      ...(own === undefined ? [] : transitionProblems(own, wanted)),
      ...(own === undefined && wanted.status === "halted" ? [nothingToHalt(wanted)] : []),
      ...fractionProblems(release),
      ...others.flatMap((other) => overlap(other, wanted)),
      ...others.flatMap((other) => (isLive ? shadowed(other, wanted) : [])),
      ...(wanted.status === "inProgress" && own === undefined && !others.some(isCompleted) ? [firstStaged(track)] : []),
      ...(superseded.length > 0 && !supersede ? [needsSupersede(superseded)] : []),
    ],
  };
}

const isCompleted = ({ status }: TrackRelease): boolean => status === "completed";

function releaseOf(wanted: WantedRelease, own: TrackRelease | undefined): TrackRelease {
  const hasFraction = wanted.status === "inProgress" || wanted.status === "halted";
  return {
    name: wanted.name ?? own?.name ?? null,
    versionCodes: [...wanted.versionCodes].sort((one, other) => one - other),
    status: wanted.status,
    userFraction: hasFraction ? (wanted.userFraction ?? own?.userFraction ?? null) : null,
    notes: wanted.notes ?? own?.notes ?? {},
    inAppUpdatePriority: wanted.inAppUpdatePriority ?? own?.inAppUpdatePriority ?? null,
    countryTargeting: own?.countryTargeting ?? null,
  };
}

function fractionProblems({ status, userFraction }: TrackRelease): readonly Problem[] {
  if (status !== "inProgress" || (userFraction !== null && userFraction > 0 && userFraction < 1)) return [];
  return [
    {
      code: "ERR_PLAY_FRACTION",
      message: `A staged rollout needs a share of users between 0 and 1, not ${userFraction ?? "none"}.`,
      hint: "Give for example 0.1; for all users, complete the rollout.",
    },
  ];
}

function overlap(other: TrackRelease, { versionCodes }: WantedRelease): readonly Problem[] {
  const shared = other.versionCodes.filter((code) => versionCodes.includes(code));
  if (shared.length === 0) return [];
  return [
    {
      code: "ERR_PLAY_CODES_OVERLAP",
      message: `The version code ${shared.join(", ")} is in another release of the track, with others (${other.versionCodes.join(", ")}).`,
      hint: "Name all version codes of that release, or none of them.",
    },
  ];
}

function shadowed(other: TrackRelease, { versionCodes }: WantedRelease): readonly Problem[] {
  const highest = Math.max(...other.versionCodes);
  if (other.status === "draft" || Math.max(...versionCodes) >= highest || other.versionCodes.length === 0) return [];
  return [
    {
      code: "ERR_PLAY_CODE_LOW",
      message: `The track has ${highest}, which is higher than ${versionCodes.join(", ")}: nobody would get this release.`,
      hint: "Play never goes back to a lower version code: build again with a higher one.",
    },
  ];
}

const nothingToHalt = ({ versionCodes }: WantedRelease): Problem => ({
  code: "ERR_PLAY_RELEASE_MISSING",
  message: `There is no release ${versionCodes.join(", ")} on the track to halt.`,
  hint: "Look at the track with `play status`.",
});

const firstStaged = ({ name }: Track): Problem => ({
  code: "ERR_PLAY_FIRST_STAGED",
  message: `${name} has no release that all users have; the first one cannot be staged.`,
  hint: "Publish it to all users of the track.",
});

const needsSupersede = (releases: readonly TrackRelease[]): Problem => ({
  code: "ERR_PLAY_SUPERSEDES",
  message: `This would end the rollout of ${releases.map(({ versionCodes, status, userFraction }) => `${versionCodes.join(", ")} (${status}${userFraction === null ? "" : `, ${userFraction}`})`).join("; ")}.`,
  hint: "Complete that rollout first, or say `supersede` where it shall end.",
});
