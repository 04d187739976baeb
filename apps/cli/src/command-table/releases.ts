import type { CommandSpec } from "../args/command-spec.js";
import { CHANGING } from "./option-sets.js";

const MANY = ["repo", "concurrency"];

export const RELEASES: readonly CommandSpec[] = [
  {
    name: "release draft",
    group: "Releases",
    summary: "draft a release on GitHub in every repository, or bring its draft up to date",
    takes: "[repository…]",
    min: 0,
    max: Infinity,
    options: [
      ...MANY,
      ...CHANGING,
      "tag",
      "target",
      "notes-file",
      "title",
      "prerelease",
      "replace-edits",
      "detailed-exitcode",
    ],
    examples: [
      "signalbox release draft --tag 16.2.0 --target 16.2 --notes-file notes.md --dry-run",
      "signalbox release draft --tag v1.4.0 --target main -R acme/api",
    ],
    load: () => import("../commands/release-draft.js"),
  },
  {
    name: "release notes",
    group: "Releases",
    summary: "write the notes of a draft or a release; what people wrote around them stays",
    takes: "[repository…]",
    min: 0,
    max: Infinity,
    options: [...MANY, ...CHANGING, "tag", "notes-file", "replace-edits", "detailed-exitcode"],
    examples: ["signalbox release notes --tag 16.2.0 --notes-file notes.md -R acme/api"],
    load: () => import("../commands/release-notes.js"),
  },
  {
    name: "release publish",
    group: "Releases",
    summary: "publish the drafts of a release, and make no tag unless that is said",
    takes: "[repository…]",
    min: 0,
    max: Infinity,
    options: [...MANY, ...CHANGING, "tag", "target", "owner", "latest", "prerelease", "detailed-exitcode"],
    examples: [
      "signalbox release publish --tag 16.2.0 --dry-run",
      "signalbox release publish --tag 16.2.0 --owner release-first --target 16.2",
    ],
    load: () => import("../commands/release-publish.js"),
  },
  {
    name: "release upload",
    group: "Releases",
    summary: "upload files to a release or draft; what is there already is left",
    takes: "<file…>",
    min: 1,
    max: Infinity,
    options: [...MANY, ...CHANGING, "tag", "replace", "detailed-exitcode"],
    examples: ["signalbox release upload dist/api_1.4.0_amd64.deb --tag v1.4.0 -R acme/api"],
    load: () => import("../commands/release-upload.js"),
  },
  {
    name: "release status",
    group: "Releases",
    summary: "show what GitHub has released of all components, and which drafts wait",
    takes: "[repository…]",
    min: 0,
    max: Infinity,
    options: MANY,
    examples: ["signalbox release status", "signalbox release status -R acme/api --json"],
    load: () => import("../commands/release-status.js"),
  },
];
