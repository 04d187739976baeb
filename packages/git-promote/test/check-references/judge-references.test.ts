import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeReferences } from "../../src/check-references/judge-references.js";
import { readList } from "../../src/check-references/read-list.js";
import type { ReferenceRule } from "../../src/check-references/reference-rule.js";
import { filesOf, namesIn } from "../../src/check-references/targets.js";
import { references } from "../describe-range/saltops.js";

const [rule] = references as [ReferenceRule];

// As saltops' top.sls: minions by nodegroup, quoted globs, comments, an environment a section.
const TOP = `dev:
  dev-pis:
    - match: nodegroup
    - basics
    - pi/config

#-----------------------------------
prod:
  'server-prod-processing*':
    - server/tools/ffmpeg   
  prod-pis:
    - match: nodegroup
    - basics
    - pi/modemd
`;

describe("readList", () => {
  test("takes the section of the branch, and knows all names", () => {
    const list = readList(TOP, rule, "prod");
    expect([...list.here]).toEqual(["server/tools/ffmpeg", "basics", "pi/modemd"]);
    expect([...list.anywhere]).toEqual(["basics", "pi/config", "server/tools/ffmpeg", "pi/modemd"]);
  });

  test("a branch may have a section of another name, or the list no sections", () => {
    const list = { ...rule.list, sections: { live: "dev" } };
    expect([...readList(TOP, { list }, "live").here]).toEqual(["basics", "pi/config"]);
    const { section: _, ...flat } = rule.list;
    expect(readList(TOP, { list: flat }, "live").here.size).toBe(4);
  });

  test("any text is read", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, branch) => {
        const { here, anywhere } = readList(text, rule, branch);
        expect([...here].every((name) => anywhere.has(name) && text.includes(name))).toBe(true);
      }),
    );
  });
});

test("a file has the name that the longest template gives it", () => {
  expect(filesOf("pi/modemd", rule.targets)).toEqual(["pi/modemd.sls", "pi/modemd/init.sls"]);
  const paths = ["pi/modemd/init.sls", "pi/auth.sls", "README.md", "pi/modemd/modem.conf", "init.sls"];
  expect([...namesIn(paths, rule.targets)]).toEqual(["pi/modemd", "pi/auth", "init"]);
  expect([...namesIn(["a/a.yaml", "a/b.yaml"], ["{name}/{name}.yaml"])]).toEqual(["a"]);
});

describe("judgeReferences", () => {
  const found = (before: string, after: string, changed: Partial<ReferenceRule> = {}, list = TOP) =>
    judgeReferences({ ...rule, ...changed }, readList(list, rule, "prod"), {
      branch: "prod",
      before: before.split(" "),
      after: after.split(" "),
    }).map(({ code, severity, name, order }) => `${severity} ${code.slice(10)} ${name}${order ? ` ${order}` : ""}`);
  const all = "basics.sls pi/modemd/init.sls server/tools/ffmpeg.sls";

  test.each<[string, string, string, string[]]>([
    ["all is well", all, all, []],
    // prod, 9 September 2019: dataplicity was removed while top.sls still named it.
    ["taken away while named", all, all.replace("basics.sls", "x"), ["error broken basics list-first"]],
    // test and prod since May 2023: server/influxdb and server/grafana.
    [
      "named and absent, before and after",
      "basics.sls",
      "basics.sls",
      ["warning missing pi/modemd", "warning missing server/tools/ffmpeg"],
    ],
    // test, 16 October 2019: top.sls named pi/config a day before test had it.
    ["named too early", "basics.sls server/tools/ffmpeg.sls", all, ["info arrives pi/modemd"]],
    [
      "brought and not named yet, though elsewhere",
      all,
      `${all} pi/config.sls`,
      ["warning added pi/config promotion-first"],
    ],
    [
      "there and named nowhere",
      `${all} pi/apt-updater.sls`,
      `${all} pi/apt-updater.sls`,
      ["info unused pi/apt-updater"],
    ],
    ["there and named for another branch only", `${all} pi/config.sls`, `${all} pi/config.sls`, []],
    [
      "moved from a file to a folder",
      "basics.sls",
      "basics/init.sls",
      ["warning missing pi/modemd", "warning missing server/tools/ffmpeg"],
    ],
  ])("%s", (_, before, after, expected) => {
    expect(found(before, after)).toEqual(expected);
  });

  test("severities and names to ignore are the rule's", () => {
    const unused = `${all} rpi-top.sls server/old.sls`;
    expect(found(unused, unused, { ignore: ["*-top", "server/**"] })).toEqual([]);
    expect(found("basics.sls", "basics.sls", { severity: { "reference-missing": "off" } })).toEqual([]);
    expect(found(all, all.slice(11), { severity: { "reference-broken": "warning" } })).toEqual([
      "warning broken basics list-first",
    ]);
  });

  test("a list that names nothing, or is not there, is told and never passes for fine", () => {
    expect(found(all, all, {}, "nothing: here\n")).toEqual(["warning list-empty "]);
    const [finding] = judgeReferences(rule, null, { branch: "prod", before: [], after: [] });
    expect(finding?.message).toBe("top.sls on master is not there, so states of prod were not checked.");
  });
});
