import type { CommandSpec } from "../args/command-spec.js";
import { ANNOUNCE } from "./announce.js";
import { BEGIN } from "./begin.js";
import { BUILDS } from "./builds.js";
import { CHANGE } from "./change.js";
import { LOOK } from "./look.js";
import { DATABASES } from "./databases.js";
import { NOTES } from "./notes.js";
import { PLAY } from "./play.js";
import { RELEASES } from "./releases.js";
import { SNAPSHOTS } from "./snapshots.js";
import { SERVERS } from "./servers.js";
import { TRAINS } from "./trains.js";

/** Every command, as plain metadata. The code behind one is imported only when it runs. */
export const COMMANDS: readonly CommandSpec[] = [
  ...BEGIN,
  ...LOOK,
  ...CHANGE,
  ...RELEASES,
  ...BUILDS,
  ...SERVERS,
  ...DATABASES,
  ...SNAPSHOTS,
  ...NOTES,
  ...PLAY,
  ...ANNOUNCE,
  ...TRAINS,
];
