import type { CommandSpec } from "../args/command-spec.js";
import { CHANGING } from "./option-sets.js";

const group = "Databases";

/** Commands about databases. */
export const DATABASES: readonly CommandSpec[] = [
  {
    name: "jobs",
    group,
    summary: "show background jobs that a restart would kill: exit 3 while one runs, 4 where waiting does not help",
    takes: "",
    min: 0,
    max: 0,
    options: ["database", "engine", "wait", "timeout", "explain"],
    examples: ["signalbox jobs", "signalbox jobs --wait --timeout 30m", "signalbox jobs --json"],
    load: () => import("../commands/jobs.js"),
  },
  {
    name: "jobs acknowledge",
    group,
    summary: "record that an orphan does not count: nobody works on it; nothing in the database is changed",
    takes: "<execution…>",
    min: 1,
    max: Infinity,
    options: ["database", "engine", "reason", "as"],
    examples: ['signalbox jobs acknowledge 4711 --reason "killed by the deploy of Tuesday" --as anna'],
    load: () => import("../commands/jobs-acknowledge.js"),
  },
  {
    name: "db check",
    group,
    summary: "say what in the database stands in the way of a deploy, and who: locks, open transactions, replicas",
    takes: "",
    min: 0,
    max: 0,
    options: ["database"],
    examples: ["signalbox db check", "signalbox db check --database main --json"],
    load: () => import("../commands/db-check.js"),
  },
  {
    name: "dump",
    group,
    summary: "make a verified copy of the database by pg_dump",
    takes: "[file]",
    min: 0,
    max: 1,
    options: ["database", "drill", "max-age", ...CHANGING, "detailed-exitcode"],
    examples: [
      "signalbox dump before-16.2.dump",
      "signalbox dump before-16.2.dump --max-age 1h",
      "signalbox dump --drill --yes",
    ],
    load: () => import("../commands/dump.js"),
  },
];
