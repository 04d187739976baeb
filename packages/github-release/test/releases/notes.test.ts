import { converges } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { chooseLatest } from "../../src/choose-latest.js";
import { editReleaseNotes } from "../../src/index.js";
import { composeNotes } from "../../src/notes/compose-notes.js";
import { readsOnly, type Scene, scene, SLUG } from "./scene.js";

const input = { repository: SLUG, tag: "v1.2.0", notes: "- Better maps" };

describe("the notes of a release", () => {
  test.each([false, true])("are written and nothing else, also when it is published: %s", async (isPublished) => {
    const at = await scene();
    const id = await at.draft({ notes: "By hand.", name: "The 🎉 <b>" });
    if (isPublished) await at.ports.releases.update(SLUG, id, { isDraft: false });
    const before = await at.ports.releases.read(SLUG, id);
    const operation = editReleaseNotes(at.ports);
    await readsOnly(at, () => operation.plan(input));
    await converges(operation, input);
    const after = await at.ports.releases.read(SLUG, id);
    expect(after).toEqual({ ...before, notes: after.notes });
    expect(after.notes).toMatch(/^By hand\.\n\n<!-- signalbox:notes \w+ -->\n- Better maps\n/);
  });

  test.each([
    ["was deleted", async (at: Scene, id: number) => at.ports.releases.delete(SLUG, id)],
    [
      "was edited",
      async (at: Scene, id: number) => void (await at.ports.releases.update(SLUG, id, { notes: "by hand" })),
    ],
  ])("are not written to a release that %s", async (_, change) => {
    const at = await scene();
    const id = await at.draft();
    const operation = editReleaseNotes(at.ports);
    const plan = await operation.plan(input);
    await change(at, id);
    const updates = at.sent("update-release");
    await expect(operation.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    expect(at.sent("update-release")).toBe(updates);
  });

  test("are found when the answer was lost, and missed where there is no release", async () => {
    const at = await scene();
    const operation = editReleaseNotes(at.ports);
    expect((await operation.plan(input)).problems.map(({ code }) => code)).toEqual(["ERR_RELEASE_MISSING"]);
    await at.draft();
    at.gitHub.setFaults([{ match: "repos/update-release", kind: "drop-after" }]);
    expect((await operation.apply(await operation.plan(input))).applied[0]?.outcome).toBe("done");
    expect(at.sent("update-release")).toBe(1);
  });

  const block = composeNotes("", "- a", { replaceEdits: false }).notes;
  test.each([
    ["the same", block, "- a", false, block, []],
    ["the same from GitHub's editor", block.replaceAll("\n", "\r\n"), "- a", false, block.replaceAll("\n", "\r\n"), []],
    ["edited to what is wanted", block.replace("- a", "- b"), "- b", false, block.replace("- a", "- b"), []],
    ["edited to something else", block.replace("- a", "- x"), "- b", false, null, ["ERR_NOTES_EDITED"]],
    [
      "edited, and nothing new is to be said",
      block.replace("- a", "- x"),
      "- a",
      false,
      block.replace("- a", "- x"),
      [],
    ],
    ["edited, and written again on purpose", block.replace("- a", "- x"), "- a", true, block, []],
    ["edited, and that is no matter", block.replace("- a", "- x"), "- b", true, null, []],
    ["short enough", "", "🎉".repeat(124_900), false, null, []],
    ["too long", "x".repeat(200), "🎉".repeat(124_900), false, null, ["ERR_NOTES_TOO_LONG"]],
  ])("that are %s", (...[, body, notes, replaceEdits, expected, codes]) => {
    const composed = composeNotes(body, notes, { replaceEdits });
    expect(composed.problems.map(({ code }) => code)).toEqual(codes);
    if (expected !== null) expect(composed.notes).toBe(expected);
  });
});

test.each([
  ["v1.2.0", null, undefined, false, true, null],
  ["v1.2.0", "v1.1.9", undefined, false, true, null],
  ["v1.2.0", "v1.1.9", "legacy", false, "legacy", null],
  ["v1.2.0", "v1.2.0", true, false, true, null],
  ["v1.2.0", "v1.10.0", undefined, false, false, "version-not-latest"],
  ["v1.2.0", "v1.10.0", "legacy", false, false, "version-not-latest"],
  ["v1.2.0", "v1.10.0", true, false, false, "ERR_VERSION_LOWER_THAN_LATEST"],
  ["v1.2.0", "v1.10.0", false, false, false, null],
  ["v1.2.0", "nightly", undefined, false, false, null],
  ["v1.2.0", "nightly", true, false, true, null],
  ["v2.0.0-rc.1", "v1.0.0", undefined, true, false, null],
  ["v2.0.0-rc.1", "v1.0.0", true, true, false, "ERR_PRERELEASE_NOT_LATEST"],
] as const)("%s after %s, wished as latest: %s", (...[tag, latest, wished, isPrerelease, told, code]) => {
  const standing = { latest: latest === null ? null : { id: 1, tag: latest } };
  const chosen = chooseLatest({ tag, latest: wished, isPrerelease, rules: {} }, standing);
  expect(chosen.latest).toBe(told);
  expect([...chosen.problems, ...chosen.warnings].map((line) => line.code)).toEqual(code === null ? [] : [code]);
});
