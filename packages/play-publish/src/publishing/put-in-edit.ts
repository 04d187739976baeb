import { callOptionsOf, type Context, type Problem } from "@signalbox/release-core";
import { releaseRefused, trackUnknown } from "../errors.js";
import type { PublishPorts } from "../ports.js";
import type { Track, TrackRelease } from "../track.js";
import type { PutRelease } from "./action.js";
import type { OpenEdit } from "./edit-memory.js";
import { mergeTrack } from "./merge-track.js";
import { sendArtifacts } from "./send-artifacts.js";
import { sameCodes, type WantedRelease } from "./wanted-release.js";

/**
 * Brings the track into the wanted state inside the edit. `as-wanted`: it was so before, and there is nothing to commit.
 * @throws ReleaseError when what the edit shows forbids it
 */
export async function putInEdit(
  action: PutRelease,
  { edit, remembered }: OpenEdit,
  ports: PublishPorts,
  context: Context,
): Promise<"put" | "as-wanted"> {
  const options = callOptionsOf(context);
  const tracks = await ports.tracks.listTracks(edit, options);
  const merged = mergeTrack(trackOf(action, tracks), carried(action, tracks), action.supersede);
  if (!merged.isChanged) return remembered.isPut ? "put" : "as-wanted";
  if (merged.problems.length > 0) throw releaseRefused(action.packageName, action.track, merged.problems);
  await sendArtifacts(action, edit, ports.uploads, options);
  await context.checkpoint.save({ ...remembered, isPut: true });
  await ports.tracks.putTrack(edit, merged.track, options);
  return "put";
}

function trackOf({ packageName, track }: PutRelease, tracks: readonly Track[]): Track {
  const found = tracks.find(({ name }) => name === track);
  if (found !== undefined) return found;
  throw trackUnknown(
    packageName,
    track,
    tracks.map(({ name }) => name),
  );
}

/** With name and notes of the release that is promoted. @throws ReleaseError where it is halted or gone */
function carried(action: PutRelease, tracks: readonly Track[]): WantedRelease {
  const { carryFrom, packageName, versionCodes } = action;
  if (carryFrom === null) return action;
  const source = trackOf({ ...action, track: carryFrom }, tracks).releases.find((release) =>
    sameCodes(release.versionCodes, versionCodes),
  );
  const problem = sourceProblem(source, action);
  if (problem !== null) throw releaseRefused(packageName, carryFrom, [problem]);
  return { ...action, name: action.name ?? source?.name ?? null, notes: action.notes ?? source?.notes ?? null };
}

function sourceProblem(source: TrackRelease | undefined, { versionCodes, carryFrom }: PutRelease): Problem | null {
  const codes = versionCodes.join(", ");
  if (source === undefined)
    return {
      code: "ERR_PLAY_RELEASE_MISSING",
      message: `The release ${codes} is not on ${carryFrom} any more.`,
      hint: "A newer one took its place: plan the promotion of that one.",
    };
  if (source.status !== "halted") return null;
  return {
    code: "ERR_PLAY_RELEASE_HALTED",
    message: `The release ${codes} is halted on ${carryFrom}.`,
    hint: "Somebody stopped it: find out why. Resume it there first, or publish a higher version code.",
  };
}
