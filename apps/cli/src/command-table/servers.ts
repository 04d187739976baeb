import type { CommandSpec } from "../args/command-spec.js";
import { CHANGING } from "./option-sets.js";

const WHERE = ["to", "group", "host"];

/** Commands about servers. */
export const SERVERS: readonly CommandSpec[] = [
  {
    name: "upgrades",
    group: "Servers",
    summary: "compare what is installed with the environment before it and with the latest releases",
    takes: "[component…]",
    min: 0,
    max: Infinity,
    options: [...WHERE, "against", "servers-only", "detailed-exitcode"],
    examples: ["signalbox upgrades", "signalbox upgrades --to prod --against test --json"],
    load: () => import("../commands/upgrades.js"),
  },
  {
    name: "deploy",
    group: "Servers",
    summary: "install packages on the servers of an environment, wave by wave",
    takes: "<component[@version]…>",
    min: 1,
    max: Infinity,
    options: [
      ...WHERE,
      ...CHANGING,
      "file",
      "url",
      "sha256",
      "waves",
      "max-failures",
      "strict",
      "repair",
      "replace",
      "allow-downgrade",
      "detailed-exitcode",
    ],
    examples: [
      "signalbox deploy api --to test",
      "signalbox deploy api@5.12.1 --to prod --waves 1,100% --dry-run",
      "signalbox deploy api --to test --file ./api_5.12.1_amd64.deb",
    ],
    load: () => import("../commands/deploy.js"),
  },
  {
    name: "rollback",
    group: "Servers",
    summary: "go back to the package that was installed before",
    takes: "<component[@version to leave]>",
    min: 1,
    max: 1,
    options: [...WHERE, ...CHANGING, "previous", "waves", "max-failures", "detailed-exitcode"],
    examples: [
      "signalbox rollback api --to prod --dry-run",
      "signalbox rollback api@5.12.1 --to prod --previous 5.12.0",
    ],
    load: () => import("../commands/rollback.js"),
  },
  {
    name: "hosts check",
    group: "Servers",
    summary: "say what servers are, and what stands in the way of a deploy",
    takes: "[server…]",
    min: 0,
    max: Infinity,
    options: ["to"],
    examples: ["signalbox hosts check --to prod", "signalbox hosts check server-prod-api --json"],
    load: () => import("../commands/hosts-check.js"),
  },
];
