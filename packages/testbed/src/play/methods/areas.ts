import { artifacts } from "./artifacts.js";
import type { PlayHandler } from "./call.js";
import { edits } from "./edits.js";
import { releases } from "./releases.js";
import { reporting } from "./reporting.js";
import { tracks } from "./tracks.js";

/** What is answered with JSON alone, by Google's method id without the name of the API. */
export const PLAY_METHODS: ReadonlyMap<string, PlayHandler> = new Map(
  [edits, tracks, artifacts, releases, reporting].flatMap((area) => Object.entries(area)),
);
