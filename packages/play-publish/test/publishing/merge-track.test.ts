import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeTrack, type TrackRelease, type WantedRelease } from "../../src/index.js";

const release = (
  versionCode: number,
  status: TrackRelease["status"],
  more: Partial<TrackRelease> = {},
): TrackRelease => ({
  name: `${versionCode}`,
  versionCodes: [versionCode],
  status,
  userFraction: status === "inProgress" || status === "halted" ? 0.1 : null,
  notes: {},
  inAppUpdatePriority: null,
  countryTargeting: null,
  ...more,
});
const wanted = (versionCode: number, status: WantedRelease["status"], userFraction: number | null = null) => ({
  versionCodes: [versionCode],
  status,
  userFraction,
  name: null,
  notes: null,
  inAppUpdatePriority: null,
});
const shown = (releases: readonly TrackRelease[]): readonly string[] =>
  releases.map(
    ({ versionCodes, status, userFraction }) => `${versionCodes.join("+")} ${status} ${userFraction ?? "-"}`,
  );

type Row = [string, readonly TrackRelease[], WantedRelease, readonly string[]];
const old = release(90, "completed");

describe("mergeTrack", () => {
  it.each<Row>([
    ["the first release", [], wanted(100, "completed"), ["100 completed -"]],
    ["a completed one takes the place of the last", [old], wanted(100, "completed"), ["100 completed -"]],
    [
      "a staged one stands beside it",
      [old],
      wanted(100, "inProgress", 0.05),
      ["100 inProgress 0.05", "90 completed -"],
    ],
    [
      "a draft ends no rollout",
      [old, release(95, "inProgress")],
      wanted(100, "draft"),
      ["100 draft -", "90 completed -", "95 inProgress 0.1"],
    ],
    [
      "a draft of somebody else stays",
      [old, release(99, "draft")],
      wanted(100, "completed"),
      ["100 completed -", "99 draft -"],
    ],
    [
      "a raised share",
      [old, release(95, "inProgress")],
      wanted(95, "inProgress", 0.5),
      ["95 inProgress 0.5", "90 completed -"],
    ],
    [
      "a halt keeps the share",
      [old, release(95, "inProgress")],
      wanted(95, "halted"),
      ["95 halted 0.1", "90 completed -"],
    ],
    [
      "a resumed one has the share it had",
      [old, release(95, "halted")],
      wanted(95, "inProgress"),
      ["95 inProgress 0.1", "90 completed -"],
    ],
    ["a completed rollout", [old, release(95, "inProgress")], wanted(95, "completed"), ["95 completed -"]],
    [
      "a draft that is rolled out",
      [old, release(95, "draft")],
      wanted(95, "inProgress", 0.2),
      ["95 inProgress 0.2", "90 completed -"],
    ],
  ])("%s", (_, releases, change, after) => {
    const merged = mergeTrack({ name: "beta", releases }, change, false);
    expect(merged).toMatchObject({ problems: [], isChanged: true });
    expect(shown(merged.track.releases)).toEqual(after);
  });

  it.each<Row>([
    ["nothing is staged first", [], wanted(100, "inProgress", 0.1), ["ERR_PLAY_FIRST_STAGED"]],
    ["a share of all", [old], wanted(100, "inProgress", 1), ["ERR_PLAY_FRACTION"]],
    ["a share of none", [old], wanted(100, "inProgress"), ["ERR_PLAY_FRACTION"]],
    [
      "a lowered share",
      [old, release(95, "inProgress")],
      wanted(95, "inProgress", 0.05),
      ["ERR_PLAY_FRACTION_LOWERED"],
    ],
    ["what all users have is not taken back", [old], wanted(90, "halted"), ["ERR_PLAY_TRANSITION"]],
    ["a draft is not halted", [old, release(95, "draft")], wanted(95, "halted"), ["ERR_PLAY_TRANSITION"]],
    ["what is not there is not halted", [old], wanted(100, "halted"), ["ERR_PLAY_RELEASE_MISSING"]],
    ["a lower code", [old], wanted(80, "completed"), ["ERR_PLAY_CODE_LOW"]],
    ["another rollout would end", [old, release(95, "inProgress")], wanted(100, "completed"), ["ERR_PLAY_SUPERSEDES"]],
    ["a halted one would go", [old, release(95, "halted")], wanted(100, "inProgress", 0.1), ["ERR_PLAY_SUPERSEDES"]],
    [
      "a part of another release",
      [release(90, "completed", { versionCodes: [90, 91] })],
      { ...wanted(91, "completed"), versionCodes: [91, 92] },
      ["ERR_PLAY_CODES_OVERLAP"],
    ],
    [
      "a priority that is out already",
      [old, release(95, "inProgress")],
      { ...wanted(95, "inProgress", 0.5), inAppUpdatePriority: 3 },
      ["ERR_PLAY_PRIORITY_FIXED"],
    ],
  ])("refused: %s", (_, releases, change, codes) => {
    expect(mergeTrack({ name: "beta", releases }, change, false).problems.map(({ code }) => code)).toEqual(codes);
  });

  it("ends another rollout when that is said, and tells which", () => {
    const running = release(95, "inProgress");
    const merged = mergeTrack({ name: "beta", releases: [old, running] }, wanted(100, "inProgress", 0.1), true);
    expect(merged).toMatchObject({ problems: [], superseded: [running] });
    expect(shown(merged.track.releases)).toEqual(["100 inProgress 0.1", "90 completed -"]);
  });

  it("keeps what is not spoken of", () => {
    const countries = { countries: ["IN"], includeRestOfWorld: false };
    const running = release(95, "inProgress", {
      notes: { "en-GB": "Fixes" },
      countryTargeting: countries,
      inAppUpdatePriority: 2,
    });
    const { track } = mergeTrack(
      { name: "production", releases: [running, old] },
      wanted(95, "inProgress", 0.5),
      false,
    );
    expect(track.releases[0]).toEqual({ ...running, userFraction: 0.5 });
  });

  it("is at rest with its own result, and loses no release that is not replaced", () => {
    const status = fc.constantFrom("draft", "inProgress", "halted", "completed");
    const releases = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9 }), status), { selector: ([code]) => code });
    fc.assert(
      fc.property(releases, fc.integer({ min: 1, max: 9 }), status, fc.boolean(), (given, code, to, supersede) => {
        const before = given.map(([one, as]) => release(one, as));
        const change = wanted(code, to, to === "inProgress" ? 0.3 : null);
        const { track, problems, superseded } = mergeTrack({ name: "beta", releases: before }, change, supersede);
        if (problems.length > 0) return;
        expect(mergeTrack(track, change, false)).toMatchObject({ isChanged: false, problems: [] });
        const lost = before.filter((one) => !track.releases.some(({ name }) => name === one.name));
        expect(
          lost.every((one) => superseded.includes(one) || (to === "completed" && one.status === "completed")),
        ).toBe(true);
      }),
    );
  });
});
