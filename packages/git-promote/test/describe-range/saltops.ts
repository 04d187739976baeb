import type { History } from "@signalbox/testbed";
import type { ReferenceRule } from "../../src/index.js";

export const references: ReferenceRule[] = [
  {
    name: "states",
    list: {
      branch: "master",
      file: "top.sls",
      pattern: "^ +- (?<name>[^\\s:#]+)\\s*$",
      section: "^(?<section>[a-z]+):\\s*$",
    },
    targets: ["{name}.sls", "{name}/init.sls"],
  },
];
export const pins = [{ files: "{pi,tc2}/**", format: "yaml" as const }];
export const names = { from: "test", to: "prod" };

const state = (name: string, version: string) =>
  `${name}-pkg:\n  cacophony.pkg_installed_from_github:\n    - name: ${name}\n    - version: "${version}" # keep\n`;
export const top = (prod: readonly string[]) =>
  `test:\n  all:\n    - match: nodegroup\n    - pi/modemd\n    - pi/config\nprod:\n  all:\n${prod.map((name) => `    - ${name}\n`).join("")}`;

/** As saltops: the list is alone on master; the environments have the states. */
export const saltops =
  (named: readonly string[]) =>
  (told: History): void => {
    const [ada, bea] = [
      { name: "Ada", email: "ada@example.org" },
      { name: "Bea", email: "bea@example.org" },
    ];
    told.commit("master", { subject: "Only top.sls stays", daysAgo: 50, files: { "top.sls": top(named) } });
    told.commit("test", {
      subject: "States",
      daysAgo: 40,
      files: {
        "pi/modemd/init.sls": state("modemd", "1.2.0"),
        "pi/rtc/init.sls": state("rtc-utils", "2.0.0"),
        "pi/dataplicity.sls": "removed: soon\n",
        "README.md": "one\n",
      },
    });
    told.branch("prod", "test");
    told.branch("topic", "test");
    told.commit("topic", {
      subject: "Update modemd to 1.10.0",
      author: bea,
      files: { "pi/modemd/init.sls": state("modemd", "1.10.0") },
    });
    told.commit("topic", { subject: "Say so", author: bea, files: { "README.md": "two\n" } });
    told.merge("test", "topic", { subject: "Merge pull request #12 from bea/modemd", author: ada });
    told.commit("test", {
      subject: "Back to rtc-utils 1.9.0",
      author: ada,
      files: { "pi/rtc/init.sls": state("rtc-utils", "1.9.0") },
    });
    told.commit("test", {
      subject: "Add config, drop dataplicity",
      author: ada,
      files: { "pi/config/init.sls": "a: 1\n", "pi/dataplicity.sls": null },
    });
  };
