import type { ReleasesWithoutEdit } from "../ports.js";
import type { Lifecycle, SeenRelease } from "../track.js";
import { ask, type GoogleSite } from "./ask.js";
import type { WireSummary } from "./publisher-client.js";

const PREFIX = "RELEASE_LIFECYCLE_STATE_";
const LIFECYCLES: ReadonlySet<string> = new Set<Lifecycle>([
  "DRAFT",
  "NOT_SENT_FOR_REVIEW",
  "IN_REVIEW",
  "APPROVED_NOT_PUBLISHED",
  "NOT_APPROVED",
  "PUBLISHED",
]);
const isLifecycle = (text: string): text is Lifecycle => LIFECYCLES.has(text);

/** `applications.tracks.releases.list`: the one look that opens no edit. */
export const googleReleases = (site: GoogleSite): ReleasesWithoutEdit => ({
  listReleases: async (packageName, track, options) => {
    const parent = `applications/${packageName}/tracks/${track}`;
    const { releases = [] } = await ask(
      site,
      `releases of ${packageName}, ${track}`,
      (client, request) => client.applications.tracks.releases.list({ parent }, request),
      options,
    );
    return releases.map(seenRelease);
  },
});

function seenRelease({ releaseName, releaseLifecycleState, activeArtifacts = [] }: WireSummary): SeenRelease {
  const state = releaseLifecycleState?.replace(PREFIX, "") ?? "";
  const codes = activeArtifacts.flatMap(({ versionCode }) => (typeof versionCode === "number" ? [versionCode] : []));
  return {
    name: releaseName ?? null,
    versionCodes: codes.sort((one, other) => one - other),
    lifecycle: isLifecycle(state) ? state : null,
  };
}
