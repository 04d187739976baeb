import type { Commit } from "@signalbox/git";
import { describe, expect, test } from "vitest";
import { isBelow } from "../../src/find-unreleased/changes-of-paths.js";
import { splitMuted } from "../../src/find-unreleased/mute.js";

const subjects = ["Bump lodash from 1 to 2", "Fix the clock (again)", "chore: tidy", "wip"];
const commits = subjects.map((subject) => ({ subject })) as unknown as Commit[];

describe("splitMuted", () => {
  test.each([
    [[], 4, 0],
    [["Bump *"], 3, 1],
    [["bump * from *"], 3, 1],
    [["WIP"], 3, 1],
    [["wi"], 4, 0],
    [["*(again)"], 3, 1],
    [["chore: *", "Bump *", "wip"], 1, 3],
    [["*"], 0, 4],
    [true, 0, 4],
  ] as const)("%o lists %i and counts %i", (mute, listed, muted) => {
    const split = splitMuted(commits, mute);
    expect([split.listed.length, split.muted]).toEqual([listed, muted]);
  });
});

describe("isBelow", () => {
  test.each([
    ["api/src/a.ts", ["api"], true],
    ["api/src/a.ts", ["./api/"], true],
    ["api2/a.ts", ["api"], false],
    ["api", ["api"], true],
    ["browse/a.ts", ["api", "browse/"], true],
    ["a.ts", ["."], true],
    ["a.ts", [], false],
  ])("%s below %o: %o", (path, paths, below) => {
    expect(isBelow(path, paths)).toBe(below);
  });
});
