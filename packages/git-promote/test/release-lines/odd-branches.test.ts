import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { oddBranch } from "../../src/release-lines/odd-branches.js";
import { DEFAULT_RELEASE_BRANCHES } from "../../src/release-lines/release-branches.js";

const DEFAULT = [DEFAULT_RELEASE_BRANCHES];

describe("oddBranch", () => {
  test.each([
    ["16.2", null],
    ["v16.2", null],
    ["main", null],
    ["feature/16.2", null],
    ["2fa", null],
    ["15.2stale]", { kind: "more", stem: "15.2", rest: "stale]" }],
    ["10.0_hotfix_1_do_not_use", { kind: "more", stem: "10.0", rest: "_hotfix_1_do_not_use" }],
    ["7.0.emergency", { kind: "more", stem: "7.0", rest: ".emergency" }],
    ["12.0.2", { kind: "patch-number", stem: "12.0", rest: ".2" }],
    ["6.1.03", { kind: "patch-number", stem: "6.1", rest: ".03" }],
    ["origin/2.5", { kind: "remote-name", stem: "2.5", rest: "origin/" }],
    ["refs/heads/main", { kind: "remote-name", stem: "main", rest: "refs/heads/" }],
    ["HEAD", { kind: "remote-name", stem: "", rest: "HEAD" }],
  ])("%s", (name, odd) => {
    expect(oddBranch(name, DEFAULT)).toEqual(odd);
  });

  test("goes by the pattern of the component", () => {
    const patterns = ["^release/\\d+$"];
    expect(oddBranch("16.2.1", patterns)).toBeNull();
    expect(oddBranch("release/7", patterns)).toBeNull();
    expect(oddBranch("release/7x", patterns)).toEqual({ kind: "more", stem: "release/7", rest: "x" });
  });

  test("any name has an answer, and what it is made of is the name", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^v?\d{1,3}\.\d{1,3}.{0,20}$/)), (name) => {
        const odd = oddBranch(name, DEFAULT);
        const whole = odd?.kind === "remote-name" ? `${odd.rest}${odd.stem}` : `${odd?.stem}${odd?.rest}`;
        return odd === null || whole === name;
      }),
    );
  });
});
