import type { CommandSpec } from "../args/command-spec.js";
import { CHANGING } from "./option-sets.js";

const group = "Databases";
const WAITING = ["wait", "timeout"];

/** Commands about snapshots of RDS and Aurora. */
export const SNAPSHOTS: readonly CommandSpec[] = [
  {
    name: "snapshot copy",
    group,
    summary: "copy the newest automated snapshot to one that does not expire; goes on with a copy that is under way",
    takes: "[database]",
    min: 0,
    max: 1,
    options: [
      ...CHANGING,
      ...WAITING,
      "snapshot",
      "name",
      "region",
      "kms-key",
      "max-age",
      "or-create",
      "detailed-exitcode",
    ],
    examples: [
      "signalbox snapshot copy proddb02 --wait",
      "signalbox snapshot copy --max-age 4h --or-create --wait --yes",
    ],
    load: () => import("../commands/snapshot-copy.js"),
  },
  {
    name: "snapshot create",
    group,
    summary: "take a snapshot now: what an automated one, which can be a day old, is not",
    takes: "[database]",
    min: 0,
    max: 1,
    options: [...CHANGING, ...WAITING, "name", "region", "max-age", "detailed-exitcode"],
    examples: ["signalbox snapshot create proddb02 --wait", "signalbox snapshot create --name before-16-2 --yes"],
    load: () => import("../commands/snapshot-create.js"),
  },
  {
    name: "snapshot list",
    group,
    summary: "show the snapshots of a database, how old their contents are, and how many more there may be",
    takes: "[database]",
    min: 0,
    max: 1,
    options: ["region"],
    examples: ["signalbox snapshot list", "signalbox snapshot list proddb02 --json"],
    load: () => import("../commands/snapshot-list.js"),
  },
  {
    name: "snapshot prune",
    group,
    summary: "delete old snapshots that Signalbox made, and nobody else's; only shows them without --yes",
    takes: "[database]",
    min: 0,
    max: 1,
    options: [...CHANGING, ...WAITING, "keep", "region", "detailed-exitcode"],
    examples: ["signalbox snapshot prune proddb02 --keep 10", "signalbox snapshot prune --keep 10 --yes"],
    load: () => import("../commands/snapshot-prune.js"),
  },
  {
    name: "snapshot verify",
    group,
    summary:
      "say whether a snapshot could bring the database back: whole, alike, young enough; exit 3 while it is made",
    takes: "[database]",
    min: 0,
    max: 1,
    options: ["snapshot", "region", "max-age"],
    examples: ["signalbox snapshot verify", "signalbox snapshot verify proddb02 --max-age 2h --json"],
    load: () => import("../commands/snapshot-verify.js"),
  },
];
