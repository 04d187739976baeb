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
    name: "containment",
    group: "Look",
    summary: "list the commits of an earlier release that a later one lacks",
    takes: "<earlier> <later> [repository…]",
    min: 2,
    max: Infinity,
    options: READING,
    examples: ["signalbox containment 16.7 16.8 -R acme/api", "signalbox containment v16.7.0 mainline --json"],
    load: () => import("../commands/containment.js"),
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
