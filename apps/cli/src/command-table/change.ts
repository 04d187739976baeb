import type { CommandSpec } from "../args/command-spec.js";
import { CHANGING, READING } from "./option-sets.js";

export const CHANGE: readonly CommandSpec[] = [
  {
    name: "promote",
    group: "Change",
    summary: "merge one environment branch into the next, by a review branch",
    takes: "<from> <to> [repository…]",
    min: 2,
    max: Infinity,
    options: [...READING, ...CHANGING, "direct", "detailed-exitcode"],
    examples: ["signalbox promote test prod -R acme/saltops --dry-run"],
    load: () => import("../commands/promote.js"),
  },
];
