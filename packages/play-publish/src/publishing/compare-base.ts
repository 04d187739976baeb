import { planStale, toJson } from "@signalbox/release-core";
import type { SeenRelease } from "../track.js";
import type { PublishedRelease, PutRelease } from "./action.js";
import { findSeen, isOnItsWay, type Seen, seenAs } from "./seen.js";
import { sameCodes } from "./wanted-release.js";

/** The release is on the track. Its share, where it matters, is only seen in an edit. */
export function isThere({ versionCodes, status }: PutRelease, seen: readonly SeenRelease[]): boolean {
  const found = findSeen(seen, versionCodes);
  return found !== null && (status === "draft" || isOnItsWay(found));
}

/**
 * The track is as it was planned, or as it is then: a commit whose answer was lost has ended other releases too. But for
 * what this very plan puts there. @throws ReleaseError `ERR_PLAN_STALE`
 */
export function compareBase(
  { packageName, track, before, after, versionCodes }: PutRelease,
  seen: readonly SeenRelease[],
): void {
  const others = (releases: readonly Seen[]): string =>
    JSON.stringify(releases.filter((release) => !sameCodes(release.versionCodes, versionCodes)));
  const found = seenAs(seen);
  if (others(found) !== others(before) && !(findSeen(seen, versionCodes) !== null && others(found) === others(after)))
    throw planStale(`The track ${track} of ${packageName}`, toJson(before), toJson(found));
}

export function resultOf(action: PutRelease, seen: readonly SeenRelease[]): PublishedRelease {
  const found = findSeen(seen, action.versionCodes);
  return {
    packageName: action.packageName,
    track: action.track,
    name: found?.name ?? action.name,
    versionCodes: action.versionCodes,
    status: action.status,
    lifecycle: found?.lifecycle ?? null,
    needsConsole: found?.lifecycle === "NOT_SENT_FOR_REVIEW",
  };
}
