import { describe, expect, it } from "vitest";
import { abortRun, type ApprovalStep, type Decision } from "../src/index.js";
import { approve, by, stage, trainOf, waitKeys } from "./fixture/stage.js";

const sign = trainOf({
  id: "sign",
  type: "approval",
  question: "Are the changes confirmed?",
  approvers: ["ann", "bo@example.org"],
  items: [
    { id: "c1", summary: "first", ask: "ann" },
    { id: "c2", summary: "second", ask: "bo" },
  ],
});

async function asked() {
  const on = stage(sign);
  const record = await on.start(approve("ann"));
  expect(record.waits).toMatchObject([
    {
      key: "sign",
      kind: "signal",
      request: { question: "Are the changes confirmed?", approvers: ["ann", "bo@example.org"] },
    },
  ]);
  return on;
}

describe("a decision", () => {
  it.each<{ name: string; key?: string; decision: Decision; code: string; hint: RegExp }>([
    {
      name: "on what the run does not wait for",
      key: "tag",
      decision: approve("ann"),
      code: "ERR_NOT_WAITING",
      hint: /sign/,
    },
    {
      name: "to waive what a person must sign",
      decision: { verdict: "waive", by: by("ann"), reason: "no time" },
      code: "ERR_NOT_WAITING",
      hint: /answer: approve, reject/,
    },
    { name: "by somebody not listed", decision: approve("eve"), code: "ERR_NOT_APPROVER", hint: /ann, bo@example.org/ },
    {
      name: "on an old digest",
      decision: approve("ann", { digest: "0".repeat(64) }),
      code: "ERR_APPROVAL_STALE",
      hint: /present plan/,
    },
    {
      name: "on an unknown item",
      decision: approve("ann", { items: ["c9"] }),
      code: "ERR_ITEM_UNKNOWN",
      hint: /c1, c2/,
    },
    {
      name: "to reject without a reason",
      decision: { verdict: "reject", by: by("ann") },
      code: "ERR_REASON_MISSING",
      hint: /--reason/,
    },
  ])("$name is refused", async ({ key = "sign", decision, code, hint }) => {
    const { say, engine } = await asked();
    await expect(say(key, decision)).rejects.toMatchObject({ code, hint: expect.stringMatching(hint) });
    expect((await engine.inspect("r1")).signals.map((signal) => signal.key)).toEqual(["plan"]);
  });

  it("adds up with those of others, and says who signed what and when", async () => {
    const { say, resume, clock } = await asked();
    const first = await say("sign", approve("ann", { items: ["c1"], comment: "seen on the roof" }));
    clock.move(1000);
    const second = await say("sign", approve("bo", { items: ["c2"] }));
    expect([first.open, second.open]).toEqual([["c2"], []]);
    expect([second.signed, second.total]).toEqual([["c2"], 2]);
    const record = await resume();
    expect(record.status).toBe("finished");
    expect(
      record.signals.slice(1).map(({ key, at, body }) => [key, at, (body as { by: { as: string } }).by.as]),
    ).toEqual([
      ["sign", "2026-11-22T08:00:00.000Z", "ann"],
      ["sign#2", "2026-11-22T08:00:01.000Z", "bo"],
    ]);
  });

  it("that somebody made before is told and not recorded again", async () => {
    const { say, resume, clock } = await asked();
    await say("sign", approve("ann", { items: ["c1"] }));
    clock.move(1000);
    const decision = { by: { as: "ann" }, at: "2026-11-22T08:00:00.000Z" };
    const same = { isNew: false, decision, open: ["c2"] };
    expect(await say("sign", approve("bo", { items: ["c1"] }))).toMatchObject(same);
    const record = await resume();
    expect(waitKeys(record)).toEqual(["sign#2"]);
    expect(record.waits[0]?.request).toMatchObject({ items: [{ id: "c2" }] });
    expect(await say("sign", approve("bo", { items: ["c1"] }))).toMatchObject(same);
    expect(await say("sign", approve("bo", { items: ["c1", "c2"] }))).toMatchObject({
      isNew: true,
      decision: { items: ["c2"] },
      ...{ signed: ["c2"], total: 2 },
    });
    expect(await say("sign", approve("ann"))).toMatchObject({ isNew: false, signed: [], total: 2 });
    expect((await resume()).status).toBe("finished");
    expect(await say("sign", approve("ann"))).toMatchObject({ isNew: false, decision: { by: { as: "bo" } } });
    expect((await resume()).signals).toHaveLength(3);
  });

  it("that contradicts what the run has gone on with is refused", async () => {
    const { say, resume, engine } = await asked();
    const reject: Decision = { verdict: "reject", by: by("bo"), reason: "stop" };
    const code = "ERR_ALREADY_DECIDED";
    await expect(say("plan", reject)).rejects.toMatchObject({
      code,
      message: /ann decided to approve plan .* gone on/,
    });
    expect(await say("plan", approve("ann"))).toMatchObject({ isNew: false });
    const old = approve("ann", { digest: "0".repeat(64) });
    await expect(say("plan", old)).rejects.toMatchObject({ code: "ERR_NOT_WAITING" });
    await say("sign", reject);
    expect(await say("sign", reject)).toMatchObject({ isNew: false });
    await resume();
    await expect(say("sign", approve("ann"))).rejects.toMatchObject({ code, details: { verdict: "reject", by: "bo" } });
    expect((await engine.inspect("r1")).signals).toHaveLength(2);
  });

  it("on the plan is recorded for each list that still needs one", async () => {
    const on = stage({ ...sign, approvers: ["carol", "bo"] });
    await on.start(undefined, await on.plan({ skips: { sign: "in a hurry" } }));
    expect(await on.say("plan", approve("carol"))).toMatchObject({ isNew: true });
    expect(await on.say("plan", approve("bo"))).toMatchObject({ isNew: true });
    expect(await on.say("plan", approve("ann"))).toMatchObject({ isNew: false, decision: { by: { as: "bo" } } });
    expect((await on.resume()).status).toBe("finished");
  });

  it.each([
    { given: "3f2a91c", items: ["3f2a91c000"] },
    { given: "3f2a91c000", items: ["3f2a91c000"] },
    { given: "3f2", items: null },
    { given: "4", items: null },
    { given: "abc", items: ["abc"] },
  ])("names an item by a unique beginning: $given", async ({ given, items }) => {
    const ids = ["3f2a91c000", "3f2bbbb000", "abc", "abcdef0000"];
    const on = stage(trainOf({ ...(sign.steps[0] as ApprovalStep), items: ids }));
    await on.start(approve("ann"));
    const said = on.say("sign", approve("ann", { items: [given] }));
    if (items === null) await expect(said).rejects.toMatchObject({ code: "ERR_ITEM_UNKNOWN" });
    else expect(await said).toMatchObject({ isNew: true, decision: { items } });
  });

  it("to reject is heard though somebody approved before, and nobody overrules it", async () => {
    const { say, resume, clock } = await asked();
    await say("sign", approve("ann"));
    clock.move(1000);
    await say("sign", { verdict: "reject", by: by("bo"), reason: "stop" });
    await expect(say("sign", approve("ann"))).rejects.toMatchObject({
      code: "ERR_ALREADY_DECIDED",
      message: expect.stringMatching(/bo decided to reject sign at 2026-11-22T08:00:01/),
      details: { by: "bo", at: "2026-11-22T08:00:01.000Z" },
    });
    expect(await resume()).toMatchObject({ status: "failed", error: { code: "ERR_APPROVAL_REJECTED" } });
  });

  it("to reject the plan is heard though somebody approved it before", async () => {
    const on = stage(sign);
    await on.start();
    await on.say("plan", approve("ann"));
    await on.say("plan", { verdict: "reject", by: by("bo"), reason: "not on a Friday" });
    expect(await on.resume()).toMatchObject({ status: "failed", error: { code: "ERR_APPROVAL_REJECTED" } });
  });

  it("on a plan that skips an approval needs somebody of each list", async () => {
    const on = stage({ ...sign, approvers: ["carol", "bo"] });
    const plan = await on.plan({ skips: { sign: "in a hurry" } });
    const waiting = await on.start(approve("carol"), plan);
    expect(waiting.waits).toMatchObject([{ key: "plan#2", request: { approvers: ["ann", "bo@example.org"] } }]);
    await expect(on.say("plan", approve("carol"))).rejects.toMatchObject({ code: "ERR_NOT_APPROVER" });
    await on.say("plan", approve("ann"));
    expect((await on.resume()).status).toBe("finished");
  });

  it("of one person on both lists approves a plan that skips an approval", async () => {
    const on = stage({ ...sign, approvers: ["carol", "bo"] });
    expect((await on.start(approve("bo"), await on.plan({ skips: { sign: "in a hurry" } }))).status).toBe("finished");
  });

  it("to reject ends the run with the reason", async () => {
    const { say, resume } = await asked();
    await say("sign", { verdict: "reject", by: by("bo"), reason: "the roof leaks" });
    expect(await resume()).toMatchObject({
      status: "failed",
      error: { code: "ERR_APPROVAL_REJECTED", details: { step: "sign", by: "bo" } },
    });
  });

  it("is refused by a run that was aborted, and an abort needs a reason", async () => {
    const { say, engine, resume } = await asked();
    await expect(abortRun({ engine, runId: "r1", by: by("ann"), reason: " " })).rejects.toMatchObject({
      code: "ERR_REASON_MISSING",
    });
    await abortRun({ engine, runId: "r1", by: by("ann"), reason: "next week" });
    expect(await resume()).toMatchObject({
      status: "aborted",
      result: { aborted: { reason: "next week", by: { as: "ann" } } },
    });
    await expect(say("sign", approve("ann"))).rejects.toMatchObject({ code: "ERR_NOT_WAITING" });
    await expect(abortRun({ engine, runId: "r1", by: by("ann"), reason: "again" })).rejects.toMatchObject({
      code: "ERR_RUN_ENDED",
    });
  });
});
