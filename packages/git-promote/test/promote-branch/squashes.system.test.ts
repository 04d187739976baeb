import { converges } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { compareBranches, previousReleasePromoted, promoteBranch, promotionMerged } from "../../src/index.js";
import { END, identity, serveRepository, squashed } from "../served-repository.js";

const names = { from: "test", to: "prod" };

describe("after a squash-merged promotion", () => {
  test("the next plan tells which commits only git takes for new, and how to settle it", async () => {
    const served = await serveRepository(squashed);
    const { repository, repositories } = served;
    const plan = await promoteBranch({ repositories, identity }).plan({ repository, ...names });
    expect(plan.facts).toMatchObject({ changes: [{ subject: "Update audiobait to 2.2.1" }] });
    const [warning] = plan.warnings;
    expect(warning?.code).toBe("promotion-was-squashed");
    expect(warning?.message).toContain("still lists 2 commits as new that it has");
    expect(warning?.message).toContain("Update modemd to 1.1.0");
    expect(warning?.hint).toContain("promote prod into test once with `settle`");
  });

  test("settling joins the histories, changes no file, and the range is clean for good", async () => {
    const served = await serveRepository(squashed);
    const { repository, repositories } = served;
    const promote = promoteBranch({ repositories, identity });
    const back = { repository, from: "prod", to: "test" };
    expect(await promote.plan(back)).toMatchObject({ actions: [], facts: { standing: "same" } });

    const tree = await served.at("test^{tree}");
    const { plan } = await converges(promote, { ...back, settle: true });
    expect(plan.warnings).toEqual([]);
    expect(await served.at("update-test^{tree}")).toBe(tree);
    await served.merge("update-test", "test", "merge", true);

    expect(await promote.plan({ ...back, settle: true })).toMatchObject({ actions: [], facts: { standing: "merged" } });
    const after = await promote.plan({ repository, ...names });
    expect(after.warnings).toEqual([]);
    const squash = await served.at("prod");
    expect(after.facts).toMatchObject({
      alreadyContained: [{ by: squash }, { by: squash }],
      behind: [],
      changes: [{ subject: "Update audiobait to 2.2.1" }],
    });
  });

  test("a squash that a later merge settled is no change of the target's own, but a rollback is", async () => {
    const served = await serveRepository((told) => {
      squashed(told);
      told.merge("prod", "test", { subject: "Merge pull request #255 from acme/test" });
      told.commit("prod", { subject: "Back to 1.0.0", files: { "pi/modemd/init.sls": 'version: "1.0.0"\n' } });
      told.commit("prod", { subject: "Forward again", files: { "pi/modemd/init.sls": 'version: "1.1.0"\n' } });
      told.commit("test", { subject: "Next" });
    });
    const { repository, repositories } = served;
    const { behind, changes } = await compareBranches(repositories, { repository, ...names });
    expect(behind.map(({ subject }) => subject)).toEqual(["Back to 1.0.0", "Forward again"]);
    expect(changes.map(({ subject }) => subject)).toEqual(["Next"]);
    const plan = await promoteBranch({ repositories, identity }).plan({ repository, ...names });
    expect(plan.warnings).toEqual([]);
    expect(plan.facts).toMatchObject({ squashes: [{ settled: true }] });
  });

  test("the gates take it for arrived, and say what it costs", async () => {
    const { repository, repositories, at } = await serveRepository(squashed);
    const previous = await previousReleasePromoted({ repositories }).check({ repository }, { now: () => END });
    expect(previous).toMatchObject({
      status: "pass",
      evidence: { overdue: [], recent: 1, squashes: [{ by: await at("prod"), commits: 2 }] },
    });
    expect(previous.reason).toContain("2 commits came as a squash");

    const promoted = await at("test~1");
    const merged = await promotionMerged({ repositories }).check({ repository, ...names, promoted });
    expect(merged).toMatchObject({ status: "pass", evidence: { squashed: true, listedAgain: 2 } });
    expect(merged.reason).toContain("once with `settle`");
  });

  test("a range of nothing but merges is not taken for a squash", async () => {
    const { repository, repositories } = await serveRepository((told) => {
      told.commit("dev", { subject: "Start", daysAgo: 9, files: { "a.sls": "1\n" } });
      told.branch("prod", "dev");
      told.branch("test", "dev");
      told.branch("side", "dev");
      told.commit("side", { subject: "Side", files: { "b.sls": "1\n" } });
      told.cherryPick(told.tip("side"), "prod");
      told.merge("prod", "side", { subject: "Merge side into prod" });
      told.merge("test", "side", { subject: "Merge side, settled", files: { "a.sls": "2\n" } });
    });
    const verdict = await promotionMerged({ repositories }).check({ repository, ...names });
    expect(verdict).toMatchObject({ status: "block", evidence: { squashed: false } });
  });
});
