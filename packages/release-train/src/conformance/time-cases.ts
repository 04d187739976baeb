import assert from "node:assert/strict";
import type { Workflow } from "../engine-port.js";
import type { CaseTable } from "./engine-conformance.js";
import { driveOn } from "./expectations.js";

export const timeCases: CaseTable = {
  "a time that is over is not waited for": async ({ engine }) => {
    await engine.create("r", null);
    const record = await engine.drive("r", async (context) => {
      await context.waitUntil("soak", Date.now() - 1000, "soak");
      return "on";
    });
    assert.equal(record.result, "on");
  },

  "a time far away ends the part of the process": async ({ engine, restart }) => {
    const untilMs = Date.now() + 3 * 86_400_000;
    const workflow: Workflow = async (context) => {
      await context.waitUntil("soak", untilMs, "three days in test");
      return "on";
    };
    await engine.create("r", null);
    for (const driver of [engine, await restart()]) {
      const record = await driver.drive("r", workflow);
      assert.equal(record.status, "waiting");
      const [wait] = record.waits;
      assert.equal(wait?.kind, "time");
      assert.equal(wait?.reason, "three days in test");
      assert.equal(wait?.until, new Date(untilMs).toISOString());
    }
  },

  "a wait keeps the time that it began with": async ({ engine }) => {
    const untilMs = Date.now() + 60;
    let drives = 0;
    const workflow: Workflow = async (context) => {
      drives += 1;
      await context.waitUntil("soak", drives === 1 ? untilMs : Date.now() + 3_600_000, "a moment");
      return "on";
    };
    await engine.create("r", null);
    const record = await driveOn(engine, "r", workflow);
    assert.equal(record.status, "finished");
    assert.ok(Date.now() >= untilMs);
  },

  "a short wait and a step beside it both end": async ({ engine }) => {
    const untilMs = Date.now() + 40;
    const workflow: Workflow = (context) =>
      Promise.all([
        context.waitUntil("soak", untilMs, "a moment").then(() => "soaked"),
        context.step("work", async () => "worked"),
      ]);
    await engine.create("r", null);
    assert.deepEqual((await driveOn(engine, "r", workflow)).result, ["soaked", "worked"]);
  },
};
