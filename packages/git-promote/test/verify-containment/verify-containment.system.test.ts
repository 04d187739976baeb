import { provesReadOnly } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { releaseContained, verifyContainment } from "../../src/index.js";
import { type ServedRepository, serveRepository } from "../served-repository.js";

const file = (name: string, text: string) => ({ files: { [name]: text } });
const served = (tell: Parameters<typeof serveRepository>[0]): Promise<ServedRepository> =>
  serveRepository(
    (told) => {
      told.commit("main", { subject: "First", daysAgo: 60, ...file("app.js", "one\ntwo\nthree\nfour\nfive\n") });
      for (const line of ["16.7", "16.8"]) told.branch(line, "main");
      told.commit("16.8", { subject: "For 16.8", daysAgo: 20, ...file("eight.js", "8\n") });
      tell(told);
    },
    { defaultBranch: "main", protected: [] },
  );

const names = { earlier: "16.7", later: "16.8" };
const shown = (list: readonly { readonly subject: string }[]): readonly string[] => list.map(({ subject }) => subject);

describe("verifyContainment on a real server", () => {
  test("lists what is missing, oldest first, with cards; and writes nothing", async () => {
    const { server, repository, repositories, at } = await served((told) => {
      told.commit("16.7", { subject: "acme/web#1703 | Store dates", ...file("a.js", "1\n") });
      told.commit("16.7", { subject: "#0 | Format", ...file("b.js", "1\n") });
    });
    const found = await provesReadOnly(server, () => verifyContainment(repositories, { repository, ...names }));
    expect(found).toMatchObject({
      earlier: { name: "16.7", ref: "refs/heads/16.7", commit: await at("refs/heads/16.7") },
      later: { name: "16.8", ref: "refs/heads/16.8" },
      isContained: false,
      missing: [
        { subject: "acme/web#1703 | Store dates", cards: ["acme/web#1703"], isMerge: false },
        { subject: "#0 | Format", cards: [], isMerge: false },
      ],
      equivalent: [],
      warnings: [],
    });
  });

  test("tells what is there in another form: a cherry-pick with its twin, a squash with what it brought", async () => {
    const { repository, repositories, at } = await served((told) => {
      const fix = told.commit("16.7", { subject: "Picked", ...file("a.js", "1\n") });
      told.cherryPick(fix, "16.8");
      told.commit("16.7", { subject: "Squashed one", ...file("b.js", "1\n") });
      told.commit("16.7", { subject: "Squashed two", ...file("b.js", "1\n2\n") });
      told.squash("16.8", "16.7", { subject: "Both (#12)" });
    });
    const { missing, equivalent } = await verifyContainment(repositories, { repository, ...names });
    const [squash, picked] = [await at("refs/heads/16.8"), await at("refs/heads/16.8~1")];
    expect(missing).toEqual([]);
    expect(equivalent.map(({ subject, by }) => [subject, by])).toEqual([
      ["Picked", picked],
      ["Squashed one", squash],
      ["Squashed two", squash],
    ]);
  });

  test("finds the twin of a commit that was applied again under another name, by its patch", async () => {
    const { repository, repositories, at } = await served((told) => {
      told.commit("16.7", { subject: "Fix dates", ...file("a.js", "1\n") });
      told.commit("16.8", { subject: "Fix dates here too", ...file("a.js", "1\n") });
    });
    const { equivalent } = await verifyContainment(repositories, { repository, ...names });
    expect(equivalent).toMatchObject([{ subject: "Fix dates", by: await at("refs/heads/16.8") }]);
  });

  test("a merge that says nothing of its own is not missing; one that settled something is", async () => {
    const plain = await served((told) => {
      const fix = told.commit("16.7", { subject: "Fix", ...file("a.js", "1\n") });
      told.cherryPick(fix, "16.8");
      told.branch("side", "main");
      const other = told.commit("side", { subject: "Other", ...file("o.js", "1\n") });
      told.merge("16.7", "side", { subject: "Merge branch 'side' into 16.7" });
      told.cherryPick(other, "16.8");
    });
    const quiet = await verifyContainment(plain.repositories, { repository: plain.repository, ...names });
    expect([shown(quiet.missing), shown(quiet.equivalent)]).toEqual([[], ["Fix", "Other"]]);

    const settled = await served((told) => {
      told.branch("topic", "16.7");
      const one = told.commit("16.7", { subject: "One", ...file("a.js", "1\n") });
      const two = told.commit("topic", { subject: "Two", ...file("b.js", "2\n") });
      told.merge("16.7", "topic", { subject: "Merge branch 'topic' into 16.7", files: { "c.js": "slipped in\n" } });
      told.cherryPick(one, "16.8");
      told.cherryPick(two, "16.8");
    });
    const own = await verifyContainment(settled.repositories, { repository: settled.repository, ...names });
    expect(own.missing).toMatchObject([{ subject: "Merge branch 'topic' into 16.7", isMerge: true }]);
  });

  test("takes branches, tags and full names; a shared name is the branch, and told", async () => {
    const { repository, repositories, at } = await served((told) => {
      told.tag("16.7", "main");
      told.commit("16.7", { subject: "Fix", ...file("a.js", "1\n") });
      told.tag("v16.7.0", "16.7");
    });
    const find = (earlier: string, more: object = {}) =>
      verifyContainment(repositories, { repository, earlier, later: "16.8", ...more });
    const shared = await find("16.7");
    expect([shared.earlier.ref, shared.warnings.map(({ code }) => code)]).toEqual([
      "refs/heads/16.7",
      ["name-is-ambiguous"],
    ]);
    for (const found of [await find("refs/tags/16.7"), await find("16.7", { prefer: "tag" })]) {
      expect(found).toMatchObject({ earlier: { commit: await at("main") }, isContained: true, warnings: [] });
    }
    expect((await find("v16.7.0")).missing).toHaveLength(1);
    const mainline = await verifyContainment(repositories, { repository, earlier: "16.8" });
    expect([mainline.later, shown(mainline.missing)]).toEqual([
      { name: "mainline", ref: "refs/heads/main", commit: await at("main") },
      ["For 16.8"],
    ]);
  });

  test("a name that is nowhere is an error with similar ones", async () => {
    const { repository, repositories } = await served((told) => told.tag("v16.7.0", "16.7"));
    await expect(verifyContainment(repositories, { repository, earlier: "16.7.0" })).rejects.toMatchObject({
      code: "ERR_REVISION_MISSING",
      hint: expect.stringContaining("v16.7.0") as string,
    });
    await expect(
      verifyContainment(repositories, { repository, earlier: "16.7", cardPattern: "(" }),
    ).rejects.toMatchObject({ code: "ERR_INPUT_INVALID" });
  });
});

describe("the gate releaseContained", () => {
  test("blocks with the missing commits as evidence, and passes once they are there", async () => {
    const { repository, repositories, git } = await served((told) => {
      told.commit("16.7", { subject: "#7 | Fix", ...file("a.js", "1\n") });
    });
    const gate = releaseContained({ repositories });
    const blocked = await gate.check({ repository, ...names });
    expect(blocked).toMatchObject({
      status: "block",
      reason: expect.stringMatching(/^16\.8 lacks a commit of 16\.7: [0-9a-f]{10} #7 \| Fix\.$/) as string,
      evidence: { missing: [{ cards: ["#7"] }] },
    });
    await git("update-ref", "refs/heads/16.8", "refs/heads/16.7");
    expect(await gate.check({ repository, ...names })).toMatchObject({ status: "pass" });
  });
});
