import type { ReleaseStatus, Track, TrackRelease } from "../track.js";
import type { WireRelease, WireTrack } from "./publisher-client.js";

const STATUSES: ReadonlySet<string> = new Set<ReleaseStatus>(["draft", "inProgress", "halted", "completed"]);
const isStatus = (text: string | null | undefined): text is ReleaseStatus => STATUSES.has(text ?? "");

/** What Play answers, as ours. */
export const trackOf = ({ track, releases = [] }: WireTrack): Track => ({
  name: track ?? "",
  releases: releases.map(releaseOf),
});

function releaseOf(release: WireRelease): TrackRelease {
  const {
    name,
    versionCodes,
    status,
    userFraction,
    releaseNotes = [],
    inAppUpdatePriority,
    countryTargeting,
  } = release;
  const notes = releaseNotes.flatMap(({ language, text }) =>
    typeof language === "string" ? [[language, text ?? ""] as const] : [],
  );
  return {
    name: name ?? null,
    versionCodes: (versionCodes ?? []).map(Number).sort((one, other) => one - other),
    // A status of later days is nothing that may be changed by accident.
    status: isStatus(status) ? status : "draft",
    userFraction: userFraction ?? null,
    notes: Object.fromEntries(notes),
    inAppUpdatePriority: inAppUpdatePriority ?? null,
    countryTargeting:
      countryTargeting === undefined
        ? null
        : {
            countries: countryTargeting.countries ?? [],
            includeRestOfWorld: countryTargeting.includeRestOfWorld ?? false,
          },
  };
}

/** Ours, as Play takes it: what is null is left out, since Play takes no null. */
export const wireTrack = ({ name, releases }: Track): WireTrack => ({
  track: name,
  releases: releases.map(wireRelease),
});

function wireRelease(release: TrackRelease): WireRelease {
  const { name, versionCodes, status, userFraction, notes, inAppUpdatePriority, countryTargeting } = release;
  return {
    ...(name === null ? {} : { name }),
    versionCodes: versionCodes.map(String),
    status,
    ...(userFraction === null ? {} : { userFraction }),
    releaseNotes: Object.entries(notes).map(([language, text]) => ({ language, text })),
    ...(inAppUpdatePriority === null ? {} : { inAppUpdatePriority }),
    ...(countryTargeting === null
      ? {}
      : {
          countryTargeting: {
            countries: [...countryTargeting.countries],
            includeRestOfWorld: countryTargeting.includeRestOfWorld,
          },
        }),
  };
}
