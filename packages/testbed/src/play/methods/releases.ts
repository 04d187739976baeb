import { appFor } from "../http/account.js";
import { Refusal } from "../http/refusal.js";
import { REFUSALS } from "../http/refusals.js";
import { releaseKey } from "../state/records.js";
import { param, type PlayCall, type PlayHandler } from "./call.js";

const MOST = 20;

/** Without an edit: what is where on its way to users. */
export const releases: Readonly<Record<string, PlayHandler>> = {
  "applications.tracks.releases.list": (call: PlayCall) => {
    const app = appFor(call.state, call.account, param(call, "applicationsId"), "read");
    const track = param(call, "tracksId");
    const list = app.tracks.get(track);
    if (list === undefined) {
      throw new Refusal({ ...REFUSALS["track-unknown"], message: `Track not found: ${track}.` });
    }
    return {
      releases: list.slice(0, MOST).map((release) => ({
        releaseName: release.name ?? release.versionCodes?.at(-1) ?? "",
        track,
        activeArtifacts: (release.versionCodes ?? []).map((code) => ({ versionCode: Number(code) })),
        releaseLifecycleState: `RELEASE_LIFECYCLE_STATE_${app.lifecycles.get(releaseKey(track, release)) ?? "PUBLISHED"}`,
      })),
    };
  },
};
