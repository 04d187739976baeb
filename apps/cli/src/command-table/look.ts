import type { CommandSpec } from "../args/command-spec.js";
import { READING } from "./option-sets.js";

export const LOOK: readonly CommandSpec[] = [
  {
    name: "unreleased",
    group: "Look",
    summary: "list the changes that are in no release yet",
    takes: "[repository…]",
    min: 0,
    max: Infinity,
    options: [...READING, "detailed-exitcode"],
    examples: ["signalbox unreleased ~/src/*", "signalbox unreleased -R acme/api --json"],
    load: () => import("../commands/unreleased.js"),
  },
  {
    name: "status",
    group: "Look",
    summary: "show what is where, and what each run waits for",
    takes: "",
    min: 0,
    max: 0,
    options: ["concurrency", "fetch"],
    examples: [],
    load: () => import("../commands/status.js"),
  },
];
