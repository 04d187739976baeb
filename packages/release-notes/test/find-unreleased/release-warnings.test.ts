import { parseVersion, type ReleaseState, type ReleaseTag } from "@signalbox/git";
import { describe, expect, test } from "vitest";
import { releaseWarnings } from "../../src/find-unreleased/release-warnings.js";

const tag = (name: string, fields: Partial<ReleaseTag> = {}): ReleaseTag => ({
  tag: name,
  version: parseVersion(name.replace(/^v\.?/, "")) ?? expect.fail(name),
  commit: `commit-of-${name}`,
  annotated: false,
  mistyped: false,
  ...fields,
});
const latest = (name: string, standing: "reachable" | "same-tree" | "same-patch" | "ahead") =>
  ({ tag: tag(name), standing, equal: standing === "same-tree" ? "e".repeat(40) : null }) as ReleaseState["latest"];

const quiet: ReleaseState = {
  tags: { releases: [tag("v1.0.0")], prereleases: [], malformed: [], otherStreams: [] },
  latest: latest("v1.0.0", "reachable"),
  nearest: tag("v1.0.0"),
  elsewhere: [],
  lower: [],
  unreleased: [],
  patchesLeftOut: false,
};
const tagsOf = (fields: Partial<ReleaseState["tags"]>) => ({ tags: { ...quiet.tags, ...fields } });

describe("releaseWarnings", () => {
  test.each<[string, Partial<ReleaseState>, readonly string[], string?]>([
    ["nothing is odd", {}, []],
    ["no release", { latest: null, nearest: null }, ["no-release-yet"], "all 3 commits"],
    ["nearest is another", { nearest: tag("v0.9.0") }, ["nearest-differs-from-highest"], "(git describe) is v0.9.0"],
    [
      "on a squashed head",
      { latest: latest("v1.0.0", "same-tree") },
      ["tag-on-squashed-head"],
      "the content of eeeeeeeeee of main",
    ],
    ["rebased", { latest: latest("v1.0.0", "same-patch") }, ["tag-on-squashed-head"], "the changes of commits of main"],
    ["on a side branch", { latest: latest("v1.0.0", "ahead") }, ["tag-not-on-mainline"], "side branch"],
    ["passed over", { elsewhere: [tag("v9.0.0")] }, ["tag-not-on-mainline"], "v9.0.0"],
    [
      "lower",
      { lower: [{ tag: tag("v2.26.4"), earlier: tag("v5.26.3") }] },
      ["tag-lower-than-earlier"],
      "v2.26.4 (after v5.26.3)",
    ],
    [
      "shared",
      tagsOf({ releases: [tag("v1.0.1", { commit: "c" }), tag("v1.0.0", { commit: "c" })] }),
      ["tags-share-commit"],
      "v1.0.1 = v1.0.0",
    ],
    [
      "mistyped",
      tagsOf({ releases: [tag("v.5.21.0", { mistyped: true })] }),
      ["tag-malformed"],
      "v.5.21.0 (counted as 5.21.0)",
    ],
    [
      "malformed",
      tagsOf({ malformed: ["v1.1", "v1.2", "v1.3", "v1.4", "v1.5", "v1.6"] }),
      ["tag-malformed"],
      "v1.5 (not counted) and 1 more",
    ],
    ["a higher pre-release", tagsOf({ prereleases: [tag("v1.1.0-rc.1")] }), ["pre-release-higher"], "v1.1.0-rc.1"],
    ["a lower pre-release", tagsOf({ prereleases: [tag("v1.0.0-rc.1")] }), []],
    ["too much to compare", { patchesLeftOut: true }, ["patches-not-compared"]],
  ])("%s", (_, state, codes, text = "") => {
    const warnings = releaseWarnings({
      state: { ...quiet, ...state },
      mainline: "main",
      stream: undefined,
      muted: 0,
      listed: 3,
    });
    expect(warnings.map(({ code }) => code)).toEqual(codes);
    expect(warnings.map(({ message }) => message).join()).toContain(text);
    expect(warnings.every(({ hint }) => hint.length > 10)).toBe(true);
  });
});
