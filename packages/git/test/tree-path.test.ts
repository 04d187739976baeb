import { expect, test } from "vitest";
import { isBelow, pathProblem, selectPaths } from "../src/tree-path.js";

test.each([
  "a",
  "a/b.txt",
  ".gitignore",
  ".gitmodules",
  ".github/workflows/x.yml",
  "a.git",
  "git~2",
  "..a",
  "a..",
  "...",
  "-x",
  "new\nline",
  'ä b/"q"',
  "a:b",
  ".gi",
])("%j is a path of a tree", (path) => {
  expect(pathProblem(path)).toBeNull();
});

test.each<[string, RegExp]>([
  ["", /empty/],
  ["/a", /absolute/],
  ["//", /absolute/],
  ["a/", /empty part/],
  ["a//b", /empty part/],
  ["..", /\.\./],
  ["a/../../b", /\.\./],
  ["./a", /\. or/],
  ["a/.", /\. or/],
  [".git", /\.git/],
  [".git/hooks/post-checkout", /\.git/],
  ["a/.GiT/config", /\.git/],
  [".git ", /\.git/],
  [".git...", /\.git/],
  ["git~1", /\.git/],
  ["a\\.git\\config", /\.git/],
  [".git::$INDEX_ALLOCATION", /\.git/],
  [".\u200dgit", /\.git/],
  ["\ufeff.git", /\.git/],
  ["a\0b", /NUL/],
  ["\udc00", /Unicode/],
])("%j is none", (path, reason) => {
  expect(pathProblem(path)).toMatch(reason);
});

test.each<[string[], boolean, string[]]>([
  [["a/", "a", "b/c"], false, ["a", "b/c"]],
  [[""], true, []],
  [["."], true, []],
  [["/", "../x", "a//b"], false, []],
  [[], false, []],
])("%j selects", (under, isAll, paths) => {
  expect(selectPaths(under)).toEqual({ isAll, paths });
});

test("is below", () => {
  const paths = new Set(["a/b", "c"]);
  expect(["a/b", "a/b/c/d", "c/d", "c"].map((path) => isBelow(path, paths))).toEqual([true, true, true, true]);
  expect(["a", "a/bc", "cd", "d/c"].map((path) => isBelow(path, paths))).toEqual([false, false, false, false]);
});
