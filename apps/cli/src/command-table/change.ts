import type { CommandSpec } from "../args/command-spec.js";
import { CHANGING, READING } from "./option-sets.js";

export const CHANGE: readonly CommandSpec[] = [
  {
    name: "bump",
    group: "Change",
    summary: "pin other versions, all in one commit on a review branch",
    takes: "<name=version>…",
    min: 1,
    max: Infinity,
    options: [...READING, ...CHANGING, "branch", "family", "direct", "detailed-exitcode"],
    examples: ["signalbox bump modemd=1.6.0 tc2:modemd=1.13.0-tc2 -R acme/saltops --dry-run"],
    load: () => import("../commands/bump.js"),
  },
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
  {
    name: "merge-back",
    group: "Change",
    summary: "merge a release branch into every later one, then the mainline",
    takes: "<branch> [repository…]",
    min: 1,
    max: Infinity,
    options: [...READING, ...CHANGING, "into", "review", "skip-conflicts", "detailed-exitcode"],
    examples: ["signalbox merge-back 16.7 --dry-run", "signalbox merge-back 16.7 --into 16.8 --into mainline --review"],
    load: () => import("../commands/merge-back.js"),
  },
];
