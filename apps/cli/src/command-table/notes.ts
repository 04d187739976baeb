import type { CommandSpec } from "../args/command-spec.js";
import { CHANGING, READING } from "./option-sets.js";

const group = "Notes";
const INPUT = [...READING, "release", "from", "to", "model"];

export const NOTES: readonly CommandSpec[] = [
  {
    name: "notes render",
    group,
    summary: "write what has changed for one kind of readers, of what is not released or of a release",
    takes: "[repository…]",
    min: 0,
    max: Infinity,
    options: ["for", ...INPUT, "board", "history"],
    examples: [
      "signalbox notes render --for github --release 16.11.0 -R acme/api",
      "signalbox notes render --from v1.2.0 --to v1.3.0 -R . --json",
      "signalbox notes render --for play --model notes.json",
    ],
    load: () => import("../commands/notes-render.js"),
  },
  {
    name: "notes check",
    group,
    summary: "find what is wrong with the notes before they are published: exit 4 when a finding stops",
    takes: "[repository…]",
    min: 0,
    max: Infinity,
    options: [...INPUT, "board", "page", "since"],
    examples: [
      "signalbox notes check --page docs/release-notes-2021.md",
      "signalbox notes check --since 2021-06-01",
      "signalbox notes check --release 16.11.0",
      "signalbox notes check --model notes.json --json",
    ],
    load: () => import("../commands/notes-check.js"),
  },
  {
    name: "notes draft",
    group,
    summary: "open a pull request with a blog post about a release, for a person to write and to merge",
    takes: "[repository…]",
    min: 0,
    max: Infinity,
    options: [...CHANGING, ...INPUT, "board", "branch", "label", "reviewer", "detailed-exitcode"],
    examples: [
      "signalbox notes draft --release 16.11.0 --dry-run",
      "signalbox notes draft --model notes.json --reviewer ada --label release",
    ],
    load: () => import("../commands/notes-draft.js"),
  },
  {
    name: "notes publish",
    group,
    summary: "put a week's entries into its yearly page: a plain file, or the docs repository of the configuration",
    takes: "",
    min: 0,
    max: 0,
    options: [
      ...CHANGING,
      ...["page", "week", "environment", "component", "entry", "model", "promoted", "replace-entries"],
      "detailed-exitcode",
    ],
    examples: [
      "signalbox notes publish --page item.md --week 2021-07-09 --environment Testing --component 'Browse (v2.33.1)' --entry 'New map'",
      "signalbox notes publish --environment Production --promoted Browse=2.33.1 --promoted modemd --dry-run",
    ],
    load: () => import("../commands/notes-publish.js"),
  },
];
