import { describe, expect, test } from "vitest";
import { findPullRequest } from "../../src/index.js";
import { ASKED, CHECKLIST, readsOnly, type Scene, serveScene, SLUG } from "./scene.js";

async function opened(scene: Scene): Promise<string> {
  const head = await scene.pushed();
  await scene.open.apply(await scene.open.plan({ ...ASKED, checklist: CHECKLIST, reviewers: ["rae"] }));
  return head;
}

describe("pull-request-approved", () => {
  test("waits for the right people, and counts the head as it is", async () => {
    const scene = await serveScene();
    const head = await opened(scene);
    const asked = { ...ASKED, minimum: 2, commit: head };
    const first = await readsOnly(scene, () => scene.approved.check(asked));
    expect(first).toMatchObject({ status: "wait", retryAfterMs: 15_000, reason: expect.stringMatching(/0 of 2.*rae/) });
    await scene.robot.approve(SLUG, 1, "rae");
    await scene.robot.requestChanges(SLUG, 1, "bob");
    expect(await scene.approved.check(asked)).toMatchObject({
      status: "wait",
      reason: expect.stringMatching(/^bob asked for changes/),
      evidence: { changesRequested: [{ by: "bob", at: expect.any(String), commit: head }] },
    });
    await scene.robot.approve(SLUG, 1, "bob");
    await scene.robot.comment(SLUG, 1, "bob");
    expect(await scene.approved.check(asked)).toMatchObject({
      status: "pass",
      evidence: { author: "train", head, approvals: [{ by: "rae" }, { by: "bob" }] },
    });
    expect((await scene.approved.check({ ...ASKED, reviewers: ["kea"] })).status).toBe("wait");

    await scene.git("update-ref", "refs/heads/update-prod", "refs/heads/test");
    expect(await scene.approved.check(ASKED)).toMatchObject({
      status: "wait",
      reason: expect.stringMatching(/rae, bob approved an older head/),
      evidence: { approvals: [], stale: [{ by: "rae" }, { by: "bob" }] },
    });
    expect((await scene.approved.check({ ...ASKED, staleCounts: true })).status).toBe("pass");
    expect(await scene.approved.check(asked)).toMatchObject({ status: "block", hint: expect.stringMatching(/pushed/) });
  });

  test("the author's own word is none, and a merge without approval is told", async () => {
    const scene = await serveScene();
    await opened(scene);
    await expect(scene.robot.approve(SLUG, 1, "train")).rejects.toThrow(/your own pull request/);
    await scene.robot.merge(SLUG, 1, "train");
    expect(await scene.approved.check(ASKED)).toMatchObject({ status: "block", hint: expect.stringMatching(/waive/) });
  });
});

describe("checklist-complete", () => {
  test("an item that was taken out counts as open, and says whom to ask", async () => {
    const scene = await serveScene();
    await opened(scene);
    const asked = { ...ASKED, checklist: CHECKLIST };
    expect((await readsOnly(scene, () => scene.complete.check(asked))).evidence.open).toHaveLength(2);
    await scene.robot.tick(SLUG, 1, "rae", /modemd/);
    await scene.robot.edit(SLUG, 1, "rae", (body) => body.replace(/^.*Zäune.*\n/m, ""));
    expect(await scene.complete.check(asked)).toMatchObject({
      status: "wait",
      reason: expect.stringMatching(/1 item is not ticked.*taken out.*ask Rae, Bob/),
      evidence: { open: [{ id: "abcdef0123", isRemoved: true }], editedBy: "rae", editedAt: expect.any(String) },
    });
    expect((await scene.complete.check(ASKED)).status).toBe("pass");
    await scene.open.apply(await scene.open.plan({ ...asked, reviewers: ["rae"] }));
    await scene.robot.tick(SLUG, 1, "rae");
    expect(await scene.complete.check(asked)).toMatchObject({ status: "pass", evidence: { open: [] } });
  });

  test("a text without our checklist", async () => {
    const scene = await serveScene();
    await opened(scene);
    await scene.robot.edit(SLUG, 1, "rae", () => "all new");
    expect((await scene.complete.check(ASKED)).status).toBe("block");
    expect((await scene.complete.check({ ...ASKED, checklist: [] })).status).toBe("pass");
    await scene.robot.merge(SLUG, 1, "rae");
    expect((await scene.complete.check({ ...ASKED, checklist: CHECKLIST })).status).toBe("block");
  });
});

describe("pull-request-merged", () => {
  test("waits, blocks when it is closed, passes when it is merged", async () => {
    const scene = await serveScene();
    const head = await opened(scene);
    const asked = { ...ASKED, commit: head };
    expect(await readsOnly(scene, () => scene.merged.check(asked))).toMatchObject({ status: "wait" });
    await scene.robot.setState(SLUG, 1, "rae", "closed");
    expect(await scene.merged.check(asked)).toMatchObject({
      status: "block",
      reason: "#1 was closed without a merge.",
    });
    await scene.robot.setState(SLUG, 1, "rae", "open");
    const { mergeOid } = await scene.robot.merge(SLUG, 1, "rae");
    expect(await scene.merged.check(asked)).toMatchObject({
      status: "pass",
      evidence: { mergeCommit: mergeOid, mergedBy: "rae", mergedAt: expect.any(String) },
    });
  });

  test("where there is none", async () => {
    const scene = await serveScene();
    for (const gate of [scene.merged, scene.approved, scene.complete]) {
      expect((await gate.check(ASKED)).status).toBe("block");
      expect((await gate.check({ ...ASKED, whenMissing: "skip" })).status).toBe("pass");
      await expect(gate.check({ repository: SLUG })).rejects.toMatchObject({ code: "ERR_INPUT_INVALID" });
    }
  });
});

test("find-pull-request pins down a commit", async () => {
  const scene = await serveScene();
  await expect(findPullRequest(scene.ports, ASKED)).rejects.toMatchObject({ code: "ERR_PULL_REQUEST_MISSING" });
  expect(await findPullRequest(scene.ports, { ...ASKED, whenMissing: "skip" })).toMatchObject({
    number: null,
    commit: await scene.at("prod"),
    head: null,
  });
  const commit = await opened(scene);
  const found = { format: 1, number: 1, state: "open", commit, head: commit };
  expect(await findPullRequest(scene.ports, ASKED)).toMatchObject(found);
});
