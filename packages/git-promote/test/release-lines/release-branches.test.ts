import { expect, test } from "vitest";
import { compareLines, isOnLine, lineOf, releaseBranches } from "../../src/release-lines/release-branches.js";

const ref = (name: string) => ({ name, oid: "a".repeat(40), commit: "a".repeat(40) });

test("orders release branches by their numbers and leaves other branches and tags out", () => {
  const names = [
    "refs/heads/16.10",
    "refs/heads/16.2",
    "refs/heads/main",
    "refs/tags/16.3",
    "refs/heads/v4.0",
    "refs/heads/15.2stale]",
  ];
  expect(releaseBranches(names.map(ref)).map(({ branch }) => branch)).toEqual(["v4.0", "16.2", "16.10"]);
});

test("takes the branches that a pattern names", () => {
  const names = ["refs/heads/release/1.2", "refs/heads/1.2", "refs/heads/release/next"];
  expect(releaseBranches(names.map(ref), "^release/").map(({ branch }) => branch)).toEqual(["release/1.2"]);
});

test.each([
  ["16.2", [16, 2]],
  ["release/16.2.1", [16, 2, 1]],
  ["main", null],
])("reads the line of %s", (name, line) => {
  expect(lineOf(name)).toEqual(line);
});

test("puts a branch with a patch number behind its line", () => {
  expect(
    [
      [12, 0, 2],
      [12, 1],
      [12, 0],
    ].sort(compareLines),
  ).toEqual([
    [12, 0],
    [12, 0, 2],
    [12, 1],
  ]);
});

test("knows which versions are on a line", () => {
  expect(isOnLine([16, 2, 5], [16, 2])).toBe(true);
  expect(isOnLine([16, 20, 0], [16, 2])).toBe(false);
});
