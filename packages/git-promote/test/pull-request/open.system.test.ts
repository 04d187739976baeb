import { converges, runGit } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { openPullRequest, pullRequestMerged } from "../../src/index.js";
import { ASKED, CHECKLIST, FORK, readsOnly, serveScene, SLUG } from "./scene.js";

const REVIEWED = { ...ASKED, checklist: CHECKLIST, labels: ["release 🚂", "<b>"], reviewers: ["rae"] };

describe("open-pull-request", () => {
  test("opens one with all that is wished, and is then done", async () => {
    const scene = await serveScene();
    const head = await scene.pushed();
    const evidence = [{ label: "Release notes", text: "4 changes & <none> @rae" }];
    const wished = { ...REVIEWED, title: "Ausgabe `3` <i>🦤", text: "For everybody.", evidence, draft: true };
    await readsOnly(scene, () => scene.open.plan(wished));
    const { receipt } = await converges(scene.open, wished);
    expect(receipt.applied[0]?.result).toMatchObject({ number: 1, head });
    expect((await scene.pulls.find(ASKED)).pullRequest).toMatchObject({
      title: "Ausgabe `3` <i>🦤",
      isDraft: true,
      labels: ["release 🚂", "<b>"],
      requestedReviewers: ["rae"],
      body: expect.stringMatching(/^For everybody\.\n\n<!-- signalbox:checklist -->[^]*Evidence[^]*&lt;|\\</) as string,
    });
  });

  test("two plans ahead of the push: the head is where the promotion will put it, or nothing is opened", async () => {
    const scene = await serveScene();
    const promotion = await scene.promote.plan(scene.move);
    const commit = promotion.actions[0]?.oid ?? "";
    const plan = await scene.open.plan({ ...REVIEWED, commit });
    expect(plan).toMatchObject({ problems: [], facts: { standing: "new", afterPush: true } });
    await expect(scene.open.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    await scene.promote.apply(promotion);
    expect((await scene.open.apply(plan)).applied[0]).toMatchObject({ outcome: "done", result: { head: commit } });
    expect((await scene.open.plan({ ...REVIEWED, commit })).actions).toEqual([]);
  });

  test("hand edits and ticks survive, and what is new is added", async () => {
    const scene = await serveScene();
    await scene.pushed();
    await scene.open.apply(await scene.open.plan(REVIEWED));
    await scene.robot.edit(SLUG, 1, "rae", (body) => `Look here first.\r\n\r\n${body}\n\nDone by hand.`);
    await scene.robot.tick(SLUG, 1, "rae", /modemd/);
    expect((await scene.open.plan(REVIEWED)).actions).toEqual([]);
    const [one, two] = CHECKLIST;
    const third = { id: "9999999999", subject: "Sleep longer", ask: "Kea" };
    const more = { ...REVIEWED, checklist: [third, ...(one && two ? [one, two] : [])], labels: ["RELEASE 🚂", "late"] };
    const { plan } = await converges(scene.open, more);
    expect(plan.actions).toMatchObject([
      { type: "update-pull-request", labels: ["late"], reviewers: [], blocks: true },
    ]);
    const { body } = await scene.robot.pull(SLUG, 1);
    expect(body).toMatch(
      /^Look here first\.[^]*- \[ \] Sleep longer[^]*- \[x\] Update modemd[^]*\[ \] Zäune[^]*Done by hand\.$/,
    );
  });

  test.each([
    [{ reviewers: ["Train"] }, "ERR_REVIEWER_IS_AUTHOR"],
    [{ title: "x".repeat(257) }, "ERR_PULL_REQUEST_TEXT_TOO_LONG"],
    [{ text: "x".repeat(65_537) }, "ERR_PULL_REQUEST_TEXT_TOO_LONG"],
    [{ base: "never" }, "ERR_BRANCH_MISSING"],
    [{ head: "never" }, "ERR_BRANCH_MISSING"],
    [{ head: "level" }, "ERR_NO_COMMITS_BETWEEN"],
  ])("%j is a problem of the plan", async (change, code) => {
    const scene = await serveScene();
    await scene.pushed();
    await scene.git("update-ref", "refs/heads/level", "refs/heads/prod");
    const plan = await scene.open.plan({ ...REVIEWED, ...change });
    expect(plan).toMatchObject({ actions: [], problems: [{ code }] });
  });

  test("a branch that is not there may be fine", async () => {
    const scene = await serveScene();
    const plan = await scene.open.plan({ ...ASKED, whenMissing: "skip" });
    expect(plan).toMatchObject({ actions: [], problems: [], warnings: [{ code: "nothing-to-review" }] });
  });

  test("one that was closed is not opened again: a new one is, with a warning; a merged one is done", async () => {
    const scene = await serveScene();
    const head = await scene.pushed();
    await scene.open.apply(await scene.open.plan(ASKED));
    await scene.robot.setState(SLUG, 1, "rae", "closed");
    const { plan, receipt } = await converges(scene.open, ASKED);
    expect(plan.warnings).toMatchObject([{ code: "pull-request-was-closed" }]);
    expect(receipt.applied[0]?.result).toMatchObject({ number: 2 });
    await scene.robot.merge(SLUG, 2, "rae");
    expect(await scene.open.plan(ASKED)).toMatchObject({ actions: [], problems: [], facts: { standing: "merged" } });
    await scene.git("update-ref", "-d", "refs/heads/update-prod");
    expect(await scene.open.plan({ ...ASKED, commit: head })).toMatchObject({ actions: [], problems: [] });
  });

  test("the branch of a fork", async () => {
    const scene = await serveScene();
    await scene.pushed();
    const fork = scene.gitHub.state.repository(FORK)?.path ?? "";
    await runGit(fork, ["fetch", "--quiet", scene.path, "refs/heads/update-prod:refs/heads/update-prod"]);
    const { plan } = await converges(scene.open, { ...REVIEWED, head: "kea:update-prod" });
    expect(plan.actions).toMatchObject([{ type: "open-pull-request", expectedHead: null }]);
    expect((await scene.robot.pull(SLUG, 1)).head.repository.slug).toBe(FORK);
  });

  test("without anything that can ask GitHub", async () => {
    const missing = { code: "ERR_GITHUB_MISSING", hint: expect.stringMatching(/GH_TOKEN/) as string };
    await expect(openPullRequest({}).plan(ASKED)).rejects.toMatchObject(missing);
    await expect(pullRequestMerged({}).check(ASKED)).rejects.toMatchObject(missing);
  });
});

describe("what goes wrong on the way", () => {
  test("somebody else opens it between plan and apply", async () => {
    const scene = await serveScene();
    await scene.pushed();
    const plan = await scene.open.plan({ ...REVIEWED, newTitle: "Ours" });
    await scene.pulls.open({ ...ASKED, title: "Mine", body: "My words." });
    const receipt = await scene.open.apply(plan);
    expect(receipt.applied[0]).toMatchObject({ outcome: "done", result: { number: 1 } });
    expect(await scene.robot.pull(SLUG, 1)).toMatchObject({
      title: "Mine",
      body: expect.stringMatching(/^My words\.[^]*signalbox:checklist/),
    });
    expect((await scene.open.plan(REVIEWED)).actions).toEqual([]);
  });

  test.each([
    ["pulls/create", "drop-after"],
    ["issues/add-labels", "drop-after"],
    ["pulls/request-reviewers", "500"],
    ["pulls/create", "502"],
    ["query FindPullRequest", "502"],
    ["pulls/create", "403-secondary"],
  ] as const)("%s fails with %s: the next run ends it, and nothing is there twice", async (match, kind) => {
    const scene = await serveScene();
    await scene.pushed();
    const plan = await scene.open.plan(REVIEWED);
    scene.gitHub.setFaults([{ match, kind }]);
    const first = await scene.open.apply(plan).then(
      () => "done",
      (error: { retryable: boolean }) => error.retryable,
    );
    if (kind !== "drop-after") expect(first).toBe(true);
    await scene.open.apply(await scene.open.plan(REVIEWED));
    expect((await scene.open.plan(REVIEWED)).actions).toEqual([]);
    expect(
      scene.gitHub.requests.filter(({ operation, status }) => operation === "pulls/create" && status === 201),
    ).toHaveLength(kind === "drop-after" && match === "pulls/create" ? 0 : 1);
    await expect(scene.robot.pull(SLUG, 2)).rejects.toThrow(/no pull request/);
  });

  test("one that was closed between plan and apply is stale", async () => {
    const scene = await serveScene();
    await scene.pushed();
    await scene.open.apply(await scene.open.plan(ASKED));
    const plan = await scene.open.plan(REVIEWED);
    await scene.robot.setState(SLUG, 1, "rae", "closed");
    await expect(scene.open.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
  });
});
