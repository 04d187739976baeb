import assert from "node:assert/strict";
import type { Workflow } from "../engine-port.js";
import type { CaseTable } from "./engine-conformance.js";
import { hasCode } from "./expectations.js";

const askOnce: Workflow = (context) => context.waitFor("sign", { question: "May it?" });

export const signalCases: CaseTable = {
  "a run waits for a signal, and says for what": async ({ engine, restart }) => {
    await engine.create("r", null);
    const waiting = await engine.drive("r", askOnce);
    assert.equal(waiting.status, "waiting");
    assert.deepEqual(
      waiting.waits.map(({ key, kind, until, request }) => ({ key, kind, until, request })),
      [{ key: "sign", kind: "signal", until: null, request: { question: "May it?" } }],
    );
    await engine.signal("r", "sign", { by: "ann" });
    const record = await (await restart()).drive("r", askOnce);
    assert.deepEqual(record.result, { by: "ann" });
    assert.deepEqual(record.waits, []);
  },

  "a signal sent before the wait counts": async ({ engine }) => {
    await engine.create("r", null);
    await engine.signal("r", "sign", { by: "bo" });
    const seen = await engine.inspect("r");
    assert.deepEqual(
      seen.signals.map(({ key, body }) => ({ key, body })),
      [{ key: "sign", body: { by: "bo" } }],
    );
    const record = await engine.drive("r", askOnce);
    assert.equal(record.status, "finished");
    assert.deepEqual(record.result, { by: "bo" });
    assert.equal(record.signals.length, 1);
  },

  "waits of one topic take its signals one by one, in the order of sending": async ({ engine, restart }) => {
    const workflow: Workflow = async (context) => [
      await context.waitFor("sign", null),
      await context.waitFor("sign#2", null),
    ];
    await engine.create("r", null);
    await engine.signal("r", "other", "not this");
    await engine.signal("r", "sign", 1);
    await engine.signal("r", "sign", 2);
    assert.deepEqual((await engine.drive("r", workflow)).result, [1, 2]);
    assert.deepEqual((await (await restart()).inspect("r")).result, [1, 2]);
  },

  "an urgent signal is heard before older ones of its topic": async ({ engine, restart }) => {
    await engine.create("r", null);
    await engine.signal("r", "sign", "go");
    await engine.signal("r", "sign", "stop", { urgent: true });
    const seen = await engine.inspect("r");
    assert.deepEqual(
      seen.signals.map(({ taken }) => taken),
      [false, false],
    );
    const record = await (await restart()).drive("r", askOnce);
    assert.equal(record.result, "stop");
    assert.deepEqual(
      record.signals.map(({ body, taken }) => [body, taken]),
      [
        ["stop", true],
        ["go", false],
      ],
    );
  },

  "a signal to a run that is not there is refused": async ({ engine }) => {
    await assert.rejects(engine.signal("nobody", "sign", null), hasCode("ERR_RUN_NOT_FOUND"));
  },

  "a poll ends by its look, and remembers": async ({ engine, restart }) => {
    let looks = 0;
    const workflow: Workflow = async (context) => {
      const end = await context.poll("ready", null, async (previous) => {
        looks += 1;
        return looks < 3
          ? { done: false, retryAfterMs: 5, reason: "not yet", state: { seen: looks } }
          : { done: true, result: { after: previous } };
      });
      await context.waitFor("go", null);
      return [end.by, end.value];
    };
    await engine.create("r", null);
    let record = await engine.drive("r", workflow);
    for (let i = 0; i < 20 && looks < 3; i += 1) record = await engine.drive("r", workflow);
    assert.deepEqual(
      record.waits.map((wait) => wait.key),
      ["go"],
    );
    await engine.signal("r", "go", null);
    const end = await (await restart()).drive("r", workflow);
    assert.deepEqual(end.result, ["look", { after: { seen: 2 } }]);
    assert.equal(looks, 3);
  },

  "a poll ends by a signal": async ({ engine }) => {
    const workflow: Workflow = async (context) => {
      const end = await context.poll("gate", { may: "waive" }, async () => ({
        done: false,
        retryAfterMs: 3_600_000,
        reason: "closed",
        state: null,
      }));
      return [end.by, end.value];
    };
    await engine.create("r", null);
    const waiting = await engine.drive("r", workflow);
    assert.equal(waiting.status, "waiting");
    const [wait] = waiting.waits;
    assert.equal(wait?.kind, "time");
    assert.equal(wait?.reason, "closed");
    assert.deepEqual(wait?.request, { may: "waive" });
    await engine.signal("r", "gate", "waived");
    assert.deepEqual((await engine.drive("r", workflow)).result, ["signal", "waived"]);
  },
};
