import assert from "node:assert/strict";
import type { Json } from "@signalbox/release-core";
import type { Workflow } from "../engine-port.js";
import type { CaseTable } from "./engine-conformance.js";
import { codeOf, crashIn, hasCode } from "./expectations.js";

export const stepCases: CaseTable = {
  "a finished step is remembered and not done again": async ({ engine, restart }) => {
    const done: string[] = [];
    const workflow: Workflow = async (context, input) => {
      const first = await context.step("first", async () => (done.push("first"), { got: input }));
      await context.waitFor("go", null);
      return { first, second: await context.step("second", async () => (done.push("second"), 2)) };
    };
    await engine.create("r", { from: "here" });
    assert.equal((await engine.drive("r", workflow)).status, "waiting");
    await engine.signal("r", "go", true);
    const record = await (await restart()).drive("r", workflow);
    assert.equal(record.status, "finished");
    assert.deepEqual(record.result, { first: { got: { from: "here" } }, second: 2 });
    assert.deepEqual(done, ["first", "second"]);
  },

  "a step cut by a crash is done again and told that it was interrupted": async (under) => {
    await under.engine.create("r", null);
    await crashIn(under.engine, "r", "cut");
    const engine = await under.restart();
    const seen: boolean[] = [];
    const workflow: Workflow = (context) =>
      context.step("cut", async ({ interrupted }) => (seen.push(interrupted), "whole"));
    const record = await engine.drive("r", workflow);
    assert.equal(record.result, "whole");
    assert.deepEqual(seen, [true]);
  },

  "a failed step is done again by the next drive": async ({ engine }) => {
    let broken = true;
    const workflow: Workflow = async (context) => {
      await context.step("before", async () => 1);
      return context.step("weak", async () => {
        if (broken) throw new Error("the line is down");
        return "well";
      });
    };
    await engine.create("r", null);
    const failed = await engine.drive("r", workflow);
    assert.equal(failed.status, "failed");
    assert.match(String((failed.error as { message?: string }).message), /the line is down/);
    assert.equal(failed.steps.find((step) => step.key === "weak")?.status, "failed");
    broken = false;
    const record = await engine.drive("r", workflow);
    assert.equal(record.status, "finished");
    assert.equal(record.result, "well");
    assert.equal(record.error, null);
    assert.equal(record.steps.find((step) => step.key === "weak")?.attempts, 2);
  },

  "a key can be used once": async ({ engine }) => {
    let second = false;
    await engine.create("r", null);
    const record = await engine.drive("r", async (context) => {
      await context.step("same", async () => 1);
      return context.step("same", async () => ((second = true), 2));
    });
    assert.equal(record.status, "failed");
    assert.equal(codeOf(record.error), "ERR_KEY_REUSED");
    assert.equal(second, false);
  },

  "a checkpoint outlives the process, stands in no record, and ends with the run": async ({ engine, restart }) => {
    const uri = "upload-session-4f1a";
    await engine.create("r", null);
    await new Promise<void>((resolve, reject) => {
      const stuck: Workflow = (context) =>
        context.step("upload", async () => {
          await context.checkpoint("upload").save({ uri });
          resolve();
          return new Promise<Json>(() => undefined);
        });
      engine.drive("r", stuck).catch(reject);
    });
    const other = await restart();
    assert.doesNotMatch(JSON.stringify([await other.inspect("r"), await other.list()]), new RegExp(uri));
    const seen: Json[] = [];
    const record = await other.drive("r", async (context) => {
      const [own, later, apart] = ["upload", "upload#2", "another"].map((key) => context.checkpoint(key));
      await context.step("upload", async () => (seen.push((await own?.load()) ?? null), null));
      await context.step("upload#2", async () => (seen.push((await later?.load()) ?? null), null));
      seen.push((await apart?.load()) ?? null);
      await later?.save(null);
      seen.push((await own?.load()) ?? null);
      await apart?.save("left behind");
      return null;
    });
    assert.equal(record.status, "finished");
    assert.deepEqual(seen, [{ uri }, { uri }, null, null]);
  },

  "results are JSON": async ({ engine }) => {
    await engine.create("r", null);
    const bad = await engine.drive("r", (context) => context.step("s", async () => (() => 1) as unknown as Json));
    assert.equal(codeOf(bad.error), "ERR_NOT_JSON");
    const good = await engine.drive("r", (context) =>
      context.step("s", async () => ({ at: new Date(0), not: undefined }) as unknown as Json),
    );
    assert.deepEqual(good.result, { at: "1970-01-01T00:00:00.000Z" });
  },

  "steps side by side all count, and what waits is told together": async ({ engine }) => {
    const workflow: Workflow = async (context) => {
      const branch = async (name: string): Promise<Json> => {
        const made = await context.step(`make ${name}`, async () => name);
        return [made, await context.waitFor(`go ${name}`, { for: name })];
      };
      return Promise.all(["a", "b", "c"].map(branch));
    };
    await engine.create("r", null);
    const waiting = await engine.drive("r", workflow);
    assert.equal(waiting.status, "waiting");
    assert.deepEqual(waiting.waits.map((wait) => wait.key).sort(), ["go a", "go b", "go c"]);
    assert.deepEqual(waiting.waits.find((wait) => wait.key === "go b")?.request, { for: "b" });
    assert.equal(waiting.steps.filter((step) => step.status === "finished").length, 3);
    for (const name of ["a", "b", "c"]) await engine.signal("r", `go ${name}`, name.toUpperCase());
    const record = await engine.drive("r", workflow);
    assert.deepEqual(record.result, [
      ["a", "A"],
      ["b", "B"],
      ["c", "C"],
    ]);
  },

  "a failure does not hide the end of a step beside it": async ({ engine }) => {
    let release: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const workflow: Workflow = async (context) => {
      const good = context.step("good", async () => (await slow, "kept"));
      const bad = context.step("bad", async () => {
        release();
        throw new Error("bad luck");
      });
      return Promise.all([good, bad]);
    };
    await engine.create("r", null);
    const record = await engine.drive("r", workflow);
    assert.equal(record.status, "failed");
    assert.equal(record.steps.find((step) => step.key === "good")?.status, "finished");
    await assert.rejects(engine.create("r", null), hasCode("ERR_RUN_EXISTS"));
  },
};
