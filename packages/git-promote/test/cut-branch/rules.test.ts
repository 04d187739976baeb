import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chooseBase, neighboursOf } from "../../src/cut-branch/choose-base.js";
import { forkPoint, stepsSince } from "../../src/cut-branch/fork-point.js";
import { findVersion, hasReached, replaceVersion, versionAfter } from "../../src/cut-branch/version-line.js";

const refsOf = (names: readonly string[]) =>
  names.map((name) => ({ name: `refs/heads/${name}`, oid: name, commit: `at-${name}` }));

describe("chooseBase", () => {
  const RELEASES = ["master", "15.2stale]", "origin/2.5", "16.1", "16.10", "16.2", "15.3"];
  test.each([
    // https://avni.readme.io/docs/branching-strategy: a major from the mainline, a minor from the branch before.
    ["17.0", undefined, RELEASES, "master"],
    ["16.11", undefined, RELEASES, "16.10"],
    ["16.3", undefined, RELEASES, "16.2"],
    ["16.0", undefined, RELEASES, "master"],
    ["15.4", undefined, RELEASES, "15.3"],
    ["v16.11", undefined, RELEASES, "16.10"],
    ["16.11", "mainline", RELEASES, "master"],
    ["17.0", "previous", RELEASES, "16.10"],
    ["16.11", "16.2", RELEASES, "16.2"],
    ["hotfix", undefined, RELEASES, "master"],
    ["1.0", undefined, ["master"], "master"],
    ["1.0", "previous", ["master"], "ERR_PREVIOUS_RELEASE_MISSING"],
    ["17.0", "16.20", RELEASES, "ERR_BRANCH_MISSING"],
    ["17.0", undefined, ["16.1"], "ERR_BRANCH_MISSING"],
  ])("%s from %s is cut from %4$s", (branch, from, names, expected) => {
    const refs = refsOf(names);
    const question = { repository: "acme/api", branch, from };
    const choice = chooseBase(question, { refs, mainline: "master", neighbours: neighboursOf(refs, question) });
    expect("base" in choice ? choice.base.ref : choice.problem.code).toBe(
      expected.startsWith("ERR_") ? expected : `refs/heads/${expected}`,
    );
  });

  test("a remote that names no mainline is told", () => {
    const question = { repository: "acme/api", branch: "1.0" };
    const choice = chooseBase(question, { refs: [], mainline: null, neighbours: neighboursOf([], question) });
    expect(choice).toMatchObject({ problem: { code: "ERR_MAINLINE_MISSING" } });
  });

  test("a branch with a patch number lies between two lines", () => {
    const { previous, higher } = neighboursOf(refsOf(["12.0", "12.1"]), {
      repository: "",
      branch: "12.0.2",
      releaseBranchPattern: "^\\d+\\.\\d+(\\.\\d+)?$",
    });
    expect([previous?.branch, higher.map(({ branch }) => branch)]).toEqual(["12.0", ["12.1"]]);
  });
});

describe("forkPoint", () => {
  // main: 1-2-3-4, a merge 4 of 16.1 (a-b, from 2); 16.2 (x) from 3.
  const commits = Object.entries({
    "4": ["3", "b"],
    x: ["3"],
    "3": ["2"],
    b: ["a"],
    a: ["2"],
    "2": ["1"],
    "1": [],
  }).map(([commit, parents]) => ({
    commit,
    parents,
    tree: "",
    subject: "",
    author: { name: "", email: "" },
    date: "",
    committedAt: 0,
  }));
  test.each([
    ["x", "4", "3", 1],
    ["b", "4", "2", 2],
    ["x", "b", "2", 2],
    ["4", "4", "4", 0],
    ["x", "lost", null, Infinity],
  ])("of %s and %s is %s, %s steps back", (branch, base, point, steps) => {
    expect(forkPoint(commits, branch, base)).toBe(point);
    expect(stepsSince(commits, branch, point)).toBe(steps);
  });
});

describe("the development version", () => {
  test.each([
    ["next-minor", [16, 2], "16.2.0-SNAPSHOT", "16.3.0-SNAPSHOT"],
    ["next-major", [16, 2], "16.2.0-SNAPSHOT", "17.0.0-SNAPSHOT"],
    ["next-minor", [16, 9], "16.9", "16.10"],
    ["next-minor", [16, 2], "dev", "16.3dev"],
    ["18.0.0-dev", [16, 2], "16.2.0", "18.0.0-dev"],
    ["18.0.0-dev", null, "16.2.0", "18.0.0-dev"],
    ["next-minor", null, "16.2.0", null],
  ])("%s after %j, with %s there, is %s", (next, line, current, wanted) => {
    expect(versionAfter(next, line, current)).toBe(wanted);
  });

  test.each([
    ["16.3.0-SNAPSHOT", "16.3.0-SNAPSHOT", true],
    ["17.0.0-SNAPSHOT", "16.3.0-SNAPSHOT", true],
    ["16.2.0-SNAPSHOT", "16.3.0-SNAPSHOT", false],
    ["16.3.0", "16.3.0-SNAPSHOT", false],
    ["16.10", "16.9", true],
    ["16.2.0", "develop", false],
  ])("%s has reached %s: %s", (current, wanted, reached) => {
    expect(hasReached(current, wanted)).toBe(reached);
  });

  const GRADLE = `^version = ['"](?<version>[^'"]+)['"]`;
  test("is found once, in lines of any ending", () => {
    const text = "group = 'a'\r\nversion = '16.2.0-SNAPSHOT' // moved on by the release\r\n";
    const place = findVersion(text, GRADLE);
    if ("found" in place) return expect.fail("not found");
    expect(replaceVersion(text, place, "16.3.0")).toBe(text.replace("16.2.0-SNAPSHOT", "16.3.0"));
  });

  test.each([
    ["version = 1.0\n", 0],
    ["version = '1'\nversion = '2'\n", 2],
  ])("of %j is not found", (text, found) => {
    expect(findVersion(text, GRADLE)).toEqual({ found });
  });

  test("changes nothing but itself", () => {
    const part = fc.string().filter((text) => !/version|[\r\n\u2028\u2029]/.test(text));
    fc.assert(
      fc.property(part, part, fc.stringMatching(/^\d\.\d\.\d$/), (before, after, version) => {
        const text = `${before}\nversion = '1.2.3'${after}`;
        const place = findVersion(text, GRADLE);
        if ("found" in place) return expect.fail("not found");
        expect(replaceVersion(text, place, version)).toBe(`${before}\nversion = '${version}'${after}`);
      }),
    );
  });
});
