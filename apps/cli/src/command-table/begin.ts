import type { CommandSpec } from "../args/command-spec.js";

export const BEGIN: readonly CommandSpec[] = [
  {
    name: "init",
    group: "Begin",
    summary: "write a configuration to start from",
    takes: "[train]",
    min: 0,
    max: 1,
    options: ["repo", "configuration"],
    examples: ["signalbox init weekly -R acme/api -R acme/web --configuration acme/fleet-config"],
    load: () => import("../commands/init.js"),
  },
  {
    name: "doctor",
    group: "Begin",
    summary: "say what is found here, what it may do, and what is missing",
    takes: "",
    min: 0,
    max: 0,
    options: ["concurrency"],
    examples: [],
    load: () => import("../commands/doctor.js"),
  },
  {
    name: "demo",
    group: "Begin",
    summary: "run a whole train in a sandbox below .signalbox/demo",
    takes: "",
    min: 0,
    max: 0,
    options: [],
    examples: [],
    load: () => import("../commands/demo.js"),
  },
];
