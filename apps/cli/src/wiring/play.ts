import { join } from "node:path";
import type { PlayPorts } from "@signalbox/play-publish";
import type { Config } from "../config/load-config.js";
import type { Session } from "../session.js";
import { playAgent } from "./play-agent.js";
import { playLock } from "./play-lock.js";
import { objectionsIn } from "./play-objections.js";

/** Google Play through the account of the environment; Google's client is loaded by the first question. */
export function playOf({ env }: Session, { stateDir }: Config): PlayPorts {
  const open = async () => {
    const { connectGoogle, signInToGoogle } = await import("./google-client.js");
    const { accessToken, keyFile, apiUrl } = env.googlePlay;
    return connectGoogle({
      ...signInToGoogle({ accessToken: accessToken ?? undefined, keyFile: keyFile ?? undefined }),
      sessionFolder: join(stateDir, "play", "uploads"),
      rootUrl: apiUrl ?? undefined,
      agent: await playAgent(env.proxies, apiUrl),
    });
  };
  let opened: ReturnType<typeof open> | undefined;
  const google = (): ReturnType<typeof open> => (opened ??= open());
  return {
    releases: { listReleases: async (...asked) => (await google()).releases.listReleases(...asked) },
    edits: {
      open: async (...asked) => (await google()).edits.open(...asked),
      find: async (...asked) => (await google()).edits.find(...asked),
      commit: async (...asked) => (await google()).edits.commit(...asked),
      discard: async (...asked) => (await google()).edits.discard(...asked),
    },
    tracks: {
      listTracks: async (...asked) => (await google()).tracks.listTracks(...asked),
      putTrack: async (...asked) => (await google()).tracks.putTrack(...asked),
      listLocales: async (...asked) => (await google()).tracks.listLocales(...asked),
    },
    uploads: {
      listArtifacts: async (...asked) => (await google()).uploads.listArtifacts(...asked),
      upload: async (...asked) => (await google()).uploads.upload(...asked),
      uploadSymbols: async (...asked) => (await google()).uploads.uploadSymbols(...asked),
    },
    vitals: {
      freshestDay: async (...asked) => (await google()).vitals.freshestDay(...asked),
      dailyRates: async (...asked) => (await google()).vitals.dailyRates(...asked),
    },
    lock: playLock(stateDir),
    objections: objectionsIn(stateDir),
  };
}
