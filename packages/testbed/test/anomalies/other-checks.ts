import { expect } from "vitest";
import { ODD_BRANCH_NAMES, ODD_FILE_NAMES } from "../../src/index.js";
import type { Look } from "./look.js";

export const otherChecks = {
  "odd-file-names": async ({ git }: Look) => {
    const names = (await git("ls-tree", "-r", "-z", "--name-only", "test")).split("\0").filter(Boolean);
    expect(names.toSorted()).toEqual([...ODD_FILE_NAMES].toSorted());
    const changed = (await git("diff", "--name-only", "-z", "prod", "test")).split("\0").filter(Boolean);
    expect(changed).toHaveLength(ODD_FILE_NAMES.length);
  },
  "odd-branch-names": async ({ lines }: Look) => {
    const refs = await lines("for-each-ref", "--format=%(refname)", "refs/heads");
    expect(refs).toEqual(expect.arrayContaining(ODD_BRANCH_NAMES.map((name) => `refs/heads/${name}`)));
  },
  "pin-files": async ({ git, lines }: Look) => {
    const files = await lines("grep", "-h", "--", "- version:", "dev");
    expect(files.map((line) => line.trim())).toEqual(
      expect.arrayContaining([
        "- version: 1.10",
        `- version: '0.13.3'`,
        '- version: "2.18.2"',
        '- version: "1.34.0-tc2"',
        expect.stringMatching(/^- version: "3.8.1" # /),
      ]),
    );
    expect(await lines("ls-tree", "-r", "--name-only", "dev", "pi/portal", "tc2/portal")).toEqual([
      "pi/portal/init.sls",
      "tc2/portal/init.sls",
    ]);
    expect(await lines("ls-tree", "-r", "--name-only", "master")).toEqual([".gitignore", "top.sls"]);
    expect(await git("show", "dev:pi/modem-daemon/init.sls")).toContain("\n    #- architecture:");
    expect(await git("diff", "--numstat", "test", "dev")).toBe("1\t1\tpi/camera-recorder/init.sls");
  },
  "state-missing-in-environment": async ({ git, asks, lines }: Look) => {
    expect(await git("show", "master:top.sls")).toMatch(/prod:[^]*- pi\/watchdog/);
    expect(await asks("rev-parse", "--verify", "--quiet", "dev:pi/watchdog/init.sls")).toBe(0);
    expect(await lines("ls-tree", "prod", "pi/watchdog/init.sls")).toEqual([]);
  },
  "pin-without-release": async ({ git, made }: Look) => {
    expect(await git("log", "-1", "--format=%s", made.commits["wrong"] ?? "")).toBe("Update audio-lure to 1.4.0");
    expect(await git("show", `${made.commits["wrong"]}:pi/audio-lure/init.sls`)).toContain('"1.4.1"');
    expect(await git("show", "dev:pi/audio-lure/init.sls")).toContain('"1.4.0"');
  },
  "pin-downgrade": async ({ git, made }: Look) => {
    expect(await git("show", `${made.commits["up"]}:pi/portal/init.sls`)).toContain('"1.15.0"');
    expect(await git("show", "prod:pi/portal/init.sls")).toContain('"1.13.0"');
    expect(await git("diff", "--stat", "prod~2", "prod")).toBe("");
  },
  "empty-repository": async ({ git, asks }: Look) => {
    expect(await git("for-each-ref")).toBe("");
    expect(await asks("rev-parse", "--verify", "--quiet", "HEAD")).toBe(1);
  },
  "shallow-clone": async (look: Look) => {
    expect(await look.git("rev-parse", "--is-shallow-repository")).toBe("true");
    expect(await look.git("rev-list", "--count", "HEAD")).toBe("3");
    expect(await look.in(look.made.others["origin"] ?? "").git("rev-list", "--count", "dev")).toBe("12");
  },
  "detached-clone": async ({ git, asks }: Look) => {
    expect(await asks("symbolic-ref", "--quiet", "HEAD")).toBe(1);
    expect(await git("rev-parse", "HEAD")).toBe(await git("rev-parse", "origin/dev~1"));
  },
};
