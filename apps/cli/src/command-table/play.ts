import type { CommandSpec } from "../args/command-spec.js";
import { CHANGING } from "./option-sets.js";

const group = "Google Play";
const APPS = ["app", "concurrency"];
const RELEASE = ["title", "notes", "cut-notes", "fraction", "as-draft", "priority"];
const CODES = ["version-code", "supersede", "cancel-review"];

export const PLAY: readonly CommandSpec[] = [
  {
    name: "play upload",
    group,
    summary: "upload bundles or APKs to a track, each package as one release",
    takes: "<file…>",
    min: 1,
    max: Infinity,
    options: [
      ...APPS,
      ...CHANGING,
      "track",
      ...RELEASE,
      "version-name",
      "mapping",
      "native-symbols",
      ...CODES,
      "detailed-exitcode",
    ],
    examples: [
      "signalbox play upload avni.aab --track beta --title 16.12.0 --notes en-GB=notes.txt --dry-run",
      "signalbox play upload generic.aab sakhi.aab gramin.aab --track beta --yes",
    ],
    load: () => import("../commands/play-upload.js"),
  },
  {
    name: "play promote",
    group,
    summary: "put the release of one track on another one (default: production): of all apps, or those of --app",
    takes: "<from> [to]",
    min: 1,
    max: 2,
    options: [...APPS, ...CHANGING, ...RELEASE, ...CODES, "despite-objections", "detailed-exitcode"],
    examples: ["signalbox play promote beta --dry-run", "signalbox play promote beta production --fraction 10%"],
    load: () => import("../commands/play-promote.js"),
  },
  {
    name: "play rollout",
    group,
    summary: "raise the share of users of a staged release, resume it, or complete it: in all apps, or those of --app",
    takes: "<track> <share|resume|complete>",
    min: 2,
    max: 2,
    options: [...APPS, ...CHANGING, ...CODES, "detailed-exitcode"],
    examples: ["signalbox play rollout production 50%", "signalbox play rollout production complete --app sakhi"],
    load: () => import("../commands/play-rollout.js"),
  },
  {
    name: "play halt",
    group,
    summary: "stop a staged release (default: production) in all apps, or those of --app; who has it keeps it",
    takes: "[track]",
    min: 0,
    max: 1,
    options: [...APPS, ...CHANGING, ...CODES, "detailed-exitcode"],
    examples: ["signalbox play halt production --app sakhi --yes"],
    load: () => import("../commands/play-halt.js"),
  },
  {
    name: "play object",
    group,
    summary:
      "record what speaks against a build: it is not promoted, and a train that waits for it blocks; asks nobody",
    takes: "<app…>",
    min: 1,
    max: Infinity,
    options: ["version-code", "reason", "as"],
    examples: ['signalbox play object generic --version-code 8549808 --reason "sync loses forms"'],
    load: () => import("../commands/play-object.js"),
  },
  {
    name: "play status",
    group,
    summary: "show what is on the tracks of all apps; opens no edit",
    takes: "[app…]",
    min: 0,
    max: Infinity,
    options: APPS,
    examples: ["signalbox play status", "signalbox play status org.sakhi.openchsclient --json"],
    load: () => import("../commands/play-status.js"),
  },
  {
    name: "play check",
    group,
    summary: "look into a bundle or APK before it is uploaded; asks nobody",
    takes: "<file>",
    min: 1,
    max: 1,
    options: ["app", "version-name", "version-code"],
    examples: ["signalbox play check avni.aab --version-name 16.12.0", "signalbox play check avni.zip --json"],
    load: () => import("../commands/play-check.js"),
  },
];
