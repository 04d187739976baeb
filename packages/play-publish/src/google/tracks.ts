import type { TracksInEdit } from "../ports.js";
import { ask, type GoogleSite } from "./ask.js";
import { trackOf, wireTrack } from "./wire-track.js";

/** The tracks of an edit. A put of the whole list may be repeated: it says the same twice. */
export const googleTracks = (site: GoogleSite): TracksInEdit => ({
  listTracks: async ({ packageName, id: editId }, options) => {
    const { tracks = [] } = await ask(
      site,
      `tracks of ${packageName}`,
      (api, request) => api.edits.tracks.list({ packageName, editId }, request),
      options,
    );
    return tracks.map(trackOf);
  },
  putTrack: async ({ packageName, id: editId }, track, options) => {
    const params = { packageName, editId, track: track.name, requestBody: wireTrack(track) };
    await ask(
      site,
      `track ${track.name} of ${packageName}`,
      (api, request) => api.edits.tracks.update(params, request),
      options,
    );
  },
  listLocales: async ({ packageName, id: editId }, options) => {
    const { listings = [] } = await ask(
      site,
      `store listing of ${packageName}`,
      (api, request) => api.edits.listings.list({ packageName, editId }, request),
      options,
    );
    return listings.flatMap(({ language }) => (typeof language === "string" ? [language] : []));
  },
});
