import assert from "node:assert/strict";
import type { Json } from "@signalbox/release-core";
import type { Workflow } from "../engine-port.js";
import type { CaseTable } from "./engine-conformance.js";
import { codeOf, hasCode } from "./expectations.js";

export const drivingCases: CaseTable = {
  "a run has one driver at a time": async ({ engine }) => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await engine.create("r", null);
    const inside = new Promise<Json>((resolve, reject) => {
      const slow: Workflow = (context) => context.step("slow", async () => (resolve(null), await held, "done"));
      engine.drive("r", slow).then((record) => (assert.equal(record.result, "done"), finished()), reject);
    });
    let finished: () => void = () => undefined;
    const end = new Promise<void>((resolve) => (finished = resolve));
    await inside;
    await assert.rejects(
      engine.drive("r", async () => "second"),
      hasCode("ERR_RUN_LOCKED"),
    );
    await assert.rejects(engine.abort("r", null), hasCode("ERR_RUN_LOCKED"));
    const seen = await engine.inspect("r");
    assert.notEqual(seen.owner, null);
    assert.equal(seen.status, "running");
    release();
    await end;
    assert.equal((await engine.inspect("r")).owner, null);
  },

  "an ended run stays as it is": async ({ engine, restart }) => {
    await engine.create("r", null);
    await engine.drive("r", async () => ({ all: "well" }));
    let again = false;
    const record = await (await restart()).drive("r", async () => ((again = true), null));
    assert.deepEqual(record.result, { all: "well" });
    assert.equal(again, false);
    await assert.rejects(engine.abort("r", null), hasCode("ERR_RUN_ENDED"));
  },

  "an aborted run is never driven again": async ({ engine }) => {
    const workflow: Workflow = (context) => context.waitFor("sign", null);
    await engine.create("r", null);
    await engine.drive("r", workflow);
    await engine.abort("r", { reason: "not this week" });
    await engine.signal("r", "sign", true).catch(() => undefined);
    const record = await engine.drive("r", workflow);
    assert.equal(record.status, "aborted");
    assert.deepEqual(record.result, { reason: "not this week" });
    assert.deepEqual(record.waits, []);
  },

  "an AbortSignal leaves a run that can be resumed": async ({ engine }) => {
    const stop = new AbortController();
    const reason = new Error("Ctrl-C");
    const done: string[] = [];
    const workflow: Workflow = async (context) => {
      await context.step("first", async () => (done.push("first"), 1));
      await context.step("second", async () => {
        done.push("second");
        if (!stop.signal.aborted) stop.abort(reason);
        return 2;
      });
      return context.step("third", async () => (done.push("third"), 3));
    };
    await engine.create("r", null);
    await assert.rejects(engine.drive("r", workflow, { signal: stop.signal }), (error) => error === reason);
    const seen = await engine.inspect("r");
    assert.equal(seen.status, "running");
    assert.equal(seen.owner, null);
    const record = await engine.drive("r", workflow);
    assert.equal(record.result, 3);
    assert.deepEqual(done, ["first", "second", "third"]);
  },

  "changes are told while they happen": async ({ engine }) => {
    const told: string[] = [];
    await engine.create("r", null);
    const workflow: Workflow = (context) => context.step("s", async () => 1);
    await engine.drive("r", workflow, { onChange: (record) => told.push(record.steps[0]?.status ?? "none") });
    assert.ok(told.includes("running") && told.includes("finished"), told.join());
  },

  "runs are listed and looked at": async ({ engine, restart }) => {
    assert.deepEqual(await engine.list(), []);
    await engine.create("a", { n: 1 });
    await engine.create("b", { n: 2 });
    await engine.drive("b", async () => "end");
    const other = await restart();
    const list = await other.list();
    assert.deepEqual(
      list.map(({ runId, input }) => ({ runId, input })),
      [
        { runId: "a", input: { n: 1 } },
        { runId: "b", input: { n: 2 } },
      ],
    );
    assert.equal((await other.inspect("b")).status, "finished");
    await assert.rejects(other.inspect("c"), hasCode("ERR_RUN_NOT_FOUND"));
    await assert.rejects(
      other.drive("c", async () => null),
      hasCode("ERR_RUN_NOT_FOUND"),
    );
    await assert.rejects(other.create("a", null), hasCode("ERR_RUN_EXISTS"));
  },

  "a workflow that throws outside a step fails the run": async ({ engine }) => {
    let broken = true;
    await engine.create("r", null);
    const workflow: Workflow = async () => {
      if (broken) throw new Error("no idea");
      return "fine";
    };
    const failed = await engine.drive("r", workflow);
    assert.equal(failed.status, "failed");
    assert.equal(codeOf(failed.error), "ERR_UNEXPECTED");
    broken = false;
    assert.equal((await engine.drive("r", workflow)).result, "fine");
  },
};
