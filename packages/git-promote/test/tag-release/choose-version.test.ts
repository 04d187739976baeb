import { formatVersion, parseVersion, type ReleaseTag } from "@signalbox/git";
import { describe, expect, test } from "vitest";
import { chooseVersion } from "../../src/tag-release/choose-version.js";

const release = (tag: string): ReleaseTag => ({
  tag,
  version: parseVersion(tag.replace(/^v/, "")) ?? expect.fail(tag),
  commit: "c",
  annotated: true,
  mistyped: false,
});

describe("chooseVersion", () => {
  test.each([
    ["v5.26.3", "next-patch", "v5.26.4"],
    ["v5.26.3", "next-minor", "v5.27.0"],
    ["v5.26.3", "next-major", "v6.0.0"],
    ["v1.0.0-rc.1", "1.0.0", "v1.0.0"],
    [null, "next-patch", "v0.1.0"],
    // cacophony-api: v2.26.4 was typed for v5.26.4.
    ["v5.26.3", "2.26.4", "ERR_VERSION_NOT_HIGHER"],
    ["v5.26.3", "5.26.3", "ERR_VERSION_NOT_HIGHER"],
    ["v5.26.3", "5.30.0", "v5.30.0 gap"],
    // saltops pinned tc2-hat-controller 1.13.3 for 0.13.3: a major step needs no gap, so it is allowed here.
    ["v0.13.3", "1.0.0", "v1.0.0"],
    ["v0.13.3", "1.13.3", "v1.13.3 gap"],
    ["v5.26.3", "v5.27.0", "ERR_VERSION_INVALID"],
    ["v5.26.3", "5.27", "ERR_VERSION_INVALID"],
    ["v5.26.3", "next-week", "ERR_VERSION_INVALID"],
    ["v5.26.3", "5.27.0", "ERR_TAG_TAKEN", "v5.27.0"],
  ])("after %s, %s gives %s", (highest, version, expected, taken = "") => {
    const input = { repository: "r", version, annotated: true };
    const choice = chooseVersion(input, {
      highest: highest === null ? null : release(highest),
      taken: new Set([taken]),
    });
    const said = "problem" in choice ? choice.problem.code : `${choice.tag}${choice.gap ? " gap" : ""}`;
    expect(said).toBe(expected);
    if (!("problem" in choice)) expect(choice.tag).toBe(`v${formatVersion(choice.version)}`);
  });

  test("a doubled v is explained", () => {
    const choice = chooseVersion(
      { repository: "r", version: "v1.2.3", annotated: true },
      { highest: null, taken: new Set() },
    );
    expect("problem" in choice && choice.problem.hint).toContain("Write 1.2.3");
  });

  test.each([
    ["v16.1.3", "v16.2.0"],
    [null, "v16.2.0"],
    ["v16.2.0", "v16.2.1"],
  ])("on the release branch 16.2, after %s the next is %s", (highest, tag) => {
    const input = { repository: "r", branch: "16.2", version: "next-patch", annotated: true };
    const facts = { highest: highest === null ? null : release(highest), taken: new Set<string>() };
    expect(chooseVersion(input, facts)).toMatchObject({ tag });
  });

  test("a stream has its own tags", () => {
    const input = { repository: "r", version: "next-patch", stream: "tc2", annotated: true };
    expect(chooseVersion(input, { highest: release("v1.34.0"), taken: new Set() })).toMatchObject({
      tag: "v1.34.1-tc2",
    });
  });
});
