import type { CallOptions } from "@signalbox/release-core";
import type { ReleasesWithoutEdit } from "../ports.js";
import type { SeenRelease } from "../track.js";

/** The tracks that every app has. Source: https://developers.google.com/android-publisher/tracks */
const STANDARD_TRACKS = ["production", "beta", "alpha", "internal"] as const;

/** A track as it is seen without an edit. */
export interface SeenTrack {
  readonly name: string;
  readonly releases: readonly SeenRelease[];
}

/** The standard tracks and these, each once. */
export const seeTracks = (
  releases: ReleasesWithoutEdit,
  packageName: string,
  others: readonly string[],
  options: CallOptions,
): Promise<readonly SeenTrack[]> =>
  Promise.all(
    [...new Set([...STANDARD_TRACKS, ...others])].map(async (name) => ({
      name,
      releases: await releases.listReleases(packageName, name, options),
    })),
  );

export const releasesOf = (tracks: readonly SeenTrack[], track: string): readonly SeenRelease[] =>
  tracks.find(({ name }) => name === track)?.releases ?? [];
