import { describe, expect, test } from "vitest";
import { globFolder, globTest } from "../src/glob.js";

describe("globs", () => {
  test.each([
    ["**/*.sls", "pi/modemd/init.sls", true],
    ["**/*.sls", "top.sls", true],
    ["*.sls", "pi/top.sls", false],
    ["pi/**", "pi/a/b", true],
    ["pi/**", "pi2/a", false],
    ["{pi,tc2}/*/init.sls", "tc2/modemd/init.sls", true],
    ["{pi,tc2}/*/init.sls", "server/modemd/init.sls", false],
    ["a,b.txt", "a,b.txt", true],
    ["a+(b)[c].t-t", "a+(b)[c].t-t", true],
    ["?.sls", "a.sls", true],
    ["?.sls", "/.sls", false],
    ["größe/*", "größe/x", true],
    ["{*.sls,*/init.sls}", "pi/init.sls", true],
    ["{pi/{a,b}/x", "{pi/b/x", true],
    ["a}{", "a}{", true],
    ["x{,y}", "x", true],
  ])("%s matches %s: %s", (glob, path, matches) => {
    expect(globTest(glob)(path)).toBe(matches);
  });
});

test.each([
  ["pi/*.sls", "pi"],
  ["pi/deep/**", "pi/deep"],
  ["pi/mod*/x", "pi"],
  ["{pi,tc2}/x", ""],
  ["**", ""],
  ["package.json", "package.json"],
])("all matches of %s are at or below %s", (glob, folder) => {
  expect(globFolder(glob)).toBe(folder);
});
