import { formatVersion, parseVersion, type ReleaseTag } from "@signalbox/git";
import { describe, expect, test } from "vitest";
import { chooseVersion, type VersionFacts } from "../../src/tag-release/choose-version.js";
import { ownNumbers } from "../../src/tag-release/own-numbers.js";

const release = (tag: string): ReleaseTag => ({
  tag,
  version: parseVersion(tag.replace(/^v/, "")) ?? expect.fail(tag),
  commit: "c",
  annotated: true,
  mistyped: false,
});
const mainline = (...tags: readonly string[]): VersionFacts => ({
  releases: tags.map(release),
  line: null,
  isMainline: true,
  latest: null,
});
const onLine = (line: readonly number[], ...tags: readonly string[]): VersionFacts => ({
  ...mainline(...tags),
  line,
  isMainline: false,
});

/** The tag with what is wrong about it. */
function said(input: object, facts: VersionFacts): string {
  const choice = chooseVersion({ repository: "r", version: "next-patch", annotated: true, ...input }, facts);
  if (choice.tag === null) return choice.problem.code;
  if (choice.problem !== null) return choice.problem.code;
  return `${choice.tag}${choice.gapAfter === null ? "" : ` gap after ${choice.gapAfter.tag}`}`;
}

describe("chooseVersion", () => {
  test.each([
    [["v5.26.3"], "next-patch", "v5.26.4"],
    [["v5.26.3"], "next-minor", "v5.27.0"],
    [["v5.26.3"], "next-major", "v6.0.0"],
    [["v1.0.0-rc.1"], "1.0.0", "v1.0.0"],
    [[], "next-patch", "v0.1.0"],
    [[], "next-major", "v1.0.0"],
    // cacophony-api: v2.26.4 was typed for v5.26.4.
    [["v5.26.3"], "2.26.4", "ERR_VERSION_NOT_HIGHER"],
    [["v5.26.3"], "5.26.3", "ERR_VERSION_NOT_HIGHER"],
    [["v5.26.3"], "5.30.0", "v5.30.0 gap after v5.26.3"],
    // saltops pinned tc2-hat-controller 1.13.3 for 0.13.3: a major step needs no gap, so it is allowed here.
    [["v0.13.3"], "1.0.0", "v1.0.0"],
    [["v0.13.3"], "1.13.3", "v1.13.3 gap after v0.13.3"],
    [["v5.26.3"], "v5.27.0", "ERR_VERSION_INVALID"],
    [["v5.26.3"], "vv5.27.0", "ERR_VERSION_INVALID"],
    [["v5.26.3"], "5.27", "ERR_VERSION_INVALID"],
    [["v5.26.3"], "6.1.03", "ERR_VERSION_INVALID"],
    [["v5.26.3"], "next-week", "ERR_VERSION_INVALID"],
  ])("on the mainline, after %j, %s gives %s", (tags, version, expected) => {
    expect(said({ version }, mainline(...tags))).toBe(expected);
  });

  test("a doubled v is explained", () => {
    const choice = chooseVersion({ repository: "r", version: "v1.2.3", annotated: true }, mainline());
    expect(choice.problem?.hint).toContain("Write 1.2.3");
  });

  test.each([
    [["v16.1.3"], "next-patch", "v16.2.0"],
    [[], "next-patch", "v16.2.0"],
    [["v16.2.0"], "next-patch", "v16.2.1"],
    // The next line is no reason against a patch of this one, and neither is a tag that was put on the wrong branch.
    [["v17.0.0", "v16.2.1", "v16.1.0"], "16.2.2", "v16.2.2"],
    [["v17.0.0", "v16.2.1", "v16.1.0"], "16.2.1", "ERR_VERSION_NOT_HIGHER"],
    [["v17.0.0", "v16.2.1", "v16.1.0"], "16.2.4", "v16.2.4 gap after v16.2.1"],
    [["v17.0.0", "v16.1.0"], "16.2.1", "v16.2.1 gap after v16.1.0"],
    // Nobody tagged a 16.1 anywhere.
    [["v16.0.1"], "16.2.0", "v16.2.0 gap after v16.0.1"],
    // Of another line: it must be higher than what that line has.
    [["v16.3.1", "v16.2.0"], "16.3.0", "ERR_VERSION_NOT_HIGHER"],
  ])("on the release branch 16.2, after %j, %s gives %s", (tags, version, expected) => {
    expect(said({ branch: "16.2", version }, onLine([16, 2], ...tags))).toBe(expected);
  });

  test("a stream has its own tags", () => {
    expect(said({ stream: "tc2" }, mainline("v1.34.0"))).toBe("v1.34.1-tc2");
  });

  test("elsewhere the latest of the branch counts", () => {
    const facts = { ...mainline("v9.0.0", "v1.2.0"), isMainline: false, latest: release("v1.2.0") };
    expect(said({ branch: "spike" }, facts)).toBe("v1.2.1");
  });
});

describe("a component whose CI publishes what is tagged", () => {
  // avni-models: 587 versions of its own, and release numbers that were tagged by mistake.
  const MODELS = [
    "v13.0.0",
    "v12.1.0",
    "v11.0.0",
    "v6.0.0",
    "v4.0.0",
    "v3.40.0",
    "v1.33.9",
    "v1.33.8",
    "v1.33.7",
    "v0.9.0",
  ];
  test.each([
    ["16.2.0", "ERR_NUMBER_NOT_OWN"],
    ["14.0.0", "ERR_NUMBER_NOT_OWN"],
    ["1.33.9", "ERR_VERSION_NOT_HIGHER"],
    ["1.33.10", "v1.33.10"],
    ["1.34.0", "v1.34.0"],
    ["2.0.0", "v2.0.0"],
    ["next-patch", "v1.33.10"],
    ["next-minor", "v1.34.0"],
  ])("tags its own numbers only: %s gives %s", (version, expected) => {
    expect(said({ version, publishesOnTag: true }, mainline(...MODELS))).toBe(expected);
    expect(said({ version, publishesOnTag: true, branch: "16.2" }, onLine([16, 2], ...MODELS))).toBe(expected);
  });

  test.each([
    [MODELS, ["1.33.9", "1.33.8", "1.33.7", "0.9.0"]],
    [
      ["v2.0.0", "v1.4.0"],
      ["2.0.0", "1.4.0"],
    ],
    [
      ["v5.0.2", "v5.0.1", "v5.0.0", "v3.1.0"],
      ["5.0.2", "5.0.1", "5.0.0", "3.1.0"],
    ],
    [[], []],
  ])("of %j these are its own: %j", (tags, own) => {
    expect(ownNumbers(tags.map(release)).map(({ version }) => formatVersion(version))).toEqual(own);
  });
});
