import type { CommandSpec } from "../args/command-spec.js";
import { CHANGING } from "./option-sets.js";

const group = "Builds";
const WHICH = ["repo", "concurrency", "branch", "workflow"];
const where = { group, takes: "[ref] [repository…]", min: 0, max: Infinity };
const one = { ...where, takes: "<ref> [repository…]", min: 1 };

/** Commands about what CI made of a commit. */
export const BUILDS: readonly CommandSpec[] = [
  {
    ...where,
    name: "ci builds",
    summary: "list the builds of a branch, tag or commit, newest first (default: the mainline)",
    options: WHICH,
    examples: ["signalbox ci builds 16.2", "signalbox ci builds v16.2.0 -R acme/api --json"],
    load: () => import("../commands/ci-builds.js"),
  },
  {
    ...one,
    name: "ci rerun",
    summary: "begin the newest build again where it failed or is too old",
    options: [...WHICH, "max-age", "again", "since", "failed", "despite-approved", ...CHANGING, "detailed-exitcode"],
    examples: [
      "signalbox ci rerun 16.2 --max-age 7d",
      "signalbox ci rerun main -R acme/tests --again --since 2026-03-02T09:00:00Z",
    ],
    load: () => import("../commands/ci-rerun.js"),
  },
  {
    ...one,
    name: "ci trigger",
    summary: "begin a build of a branch or tag that no push asked for, with parameters",
    options: [...WHICH, "parameter", "since", ...CHANGING, "detailed-exitcode"],
    examples: ["signalbox ci trigger 16.2 -R acme/app --parameter flavor=generic --since 2026-03-02T09:00:00Z"],
    load: () => import("../commands/ci-trigger.js"),
  },
  {
    ...one,
    name: "ci approve",
    summary: "approve a held job, and say what that starts",
    options: [
      ...WHICH,
      ...["production", "job", "need", "max-age", "expect", "build", "parameters-unknown"],
      ...CHANGING,
      "detailed-exitcode",
    ],
    examples: [
      "signalbox ci approve 16.2 --production prod",
      "signalbox ci approve 16.2 -R acme/api --job PROD_approve",
    ],
    load: () => import("../commands/ci-approve.js"),
  },
  {
    ...one,
    name: "ci artifacts",
    summary: "fetch files that a build kept, each with a record of where it came from",
    options: [...WHICH, "artifact", "job", "folder", ...CHANGING, "detailed-exitcode"],
    examples: ["signalbox ci artifacts 16.2 -R acme/app --artifact '*.aab' --folder builds"],
    load: () => import("../commands/ci-artifacts.js"),
  },
];
