import { requireRight } from "../http/account.js";
import { Refusal } from "../http/refusal.js";
import { REFUSALS } from "../http/refusals.js";
import { checkTrack } from "../state/check-track.js";
import { allArtifacts } from "../state/edits.js";
import type { EditRecord, PlayRelease } from "../state/records.js";
import { param, type PlayCall, type PlayHandler } from "./call.js";
import { editOf } from "./edits.js";

interface TrackBody {
  readonly track?: string;
  readonly releases?: readonly PlayRelease[];
}

const releasesOf = (edit: EditRecord, track: string): readonly PlayRelease[] => {
  const releases = edit.tracks.get(track);
  if (releases === undefined) {
    throw new Refusal({ ...REFUSALS["track-unknown"], message: `Track not found: ${track}.` });
  }
  return releases;
};

/** Codes as Google answers them: ascending, as text. */
const stored = (release: PlayRelease): PlayRelease => {
  const codes = [...(release.versionCodes ?? [])].sort((one, other) => Number(one) - Number(other));
  const name = release.name ?? codes.at(-1);
  return {
    ...release,
    ...(name === undefined ? {} : { name }),
    ...(codes.length === 0 ? {} : { versionCodes: codes }),
  };
};

function putTrack(call: PlayCall<TrackBody | undefined>): TrackBody {
  const edit = editOf(call);
  const track = param(call, "track");
  releasesOf(edit, track);
  if (track === "production") requireRight(call.account, edit.packageName, "production");
  const { track: named = track, releases = [] } = call.body ?? {};
  if (named !== track) throw new Refusal(REFUSALS.invalid);
  if (releases.some(({ status }) => status === undefined)) throw new Refusal(REFUSALS.invalid);
  const codes = new Set(allArtifacts(call.state, edit).map(({ versionCode }) => String(versionCode)));
  checkTrack({ track, live: call.state.app(edit.packageName).tracks.get(track) ?? [], codes }, releases);
  const put = releases.map(stored);
  edit.tracks.set(track, put);
  return { track, releases: put };
}

export const tracks: Readonly<Record<string, PlayHandler>> = {
  "edits.tracks.list": (call: PlayCall) => ({
    kind: "androidpublisher#tracksListResponse",
    tracks: [...editOf(call).tracks].map(([track, releases]) => ({ track, releases })),
  }),
  "edits.tracks.get": (call: PlayCall) => {
    const track = param(call, "track");
    return { track, releases: releasesOf(editOf(call), track) };
  },
  "edits.tracks.update": putTrack,
  "edits.tracks.patch": putTrack,
};
