import { describe, expect, it } from "vitest";
import { done, pending, readPlan, ReleaseError, type Json } from "../src/index.js";
import { failure, labelShelves, performLabel, recorder, Shelves, throughFile } from "./lab.js";

const input = { label: "fiction", shelves: ["a", "b", "c"] };
const outcomes = (receipt: { applied: readonly { outcome: string }[] }) => receipt.applied.map((line) => line.outcome);
const lostLink = () => new ReleaseError({ code: "ERR_LINK_LOST", message: "m", hint: "h", retryable: true });

describe("apply", () => {
  it("does each action in order and says what it did", async () => {
    const world = new Shelves();
    const operation = labelShelves(world);
    const { options, events, types } = recorder();
    const receipt = await operation.apply(throughFile(await operation.plan(input)), options);
    expect(world.writes).toEqual(["a=fiction", "b=fiction", "c=fiction"]);
    expect(receipt).toMatchObject({ kind: "label-shelves", target: "shelves" });
    expect(receipt.applied).toMatchObject([1, 2, 3].map(() => ({ outcome: "done", result: "fiction" })));
    expect(types()).toEqual([1, 2, 3].flatMap(() => ["action-started", "action-finished"]));
    expect(events[3]).toMatchObject({ index: 1, total: 3, summary: "Label b fiction", outcome: "done" });
  });

  it("done twice is done once", async () => {
    const world = new Shelves();
    const operation = labelShelves(world);
    const plan = await operation.plan(input);
    await operation.apply(plan);
    expect(outcomes(await operation.apply(plan))).toEqual(["already", "already", "already"]);
    expect(world.writes).toHaveLength(3);
  });

  it("gives perform the parsed input, the clock and the checkpoint", async () => {
    const seen: unknown[] = [];
    const saved: Json[] = [];
    const operation = labelShelves(new Shelves(), {
      perform: async (_action, _world, { input: parsed, now, checkpoint, handle }) => {
        await checkpoint.save({ part: 1 });
        seen.push(parsed, now().getTime(), await checkpoint.load(), handle);
        return done("x");
      },
    });
    const plan = await operation.plan({ label: "x", shelves: ["a"] });
    const checkpoint = { load: async () => saved.at(-1) ?? null, save: async (value: Json) => void saved.push(value) };
    await operation.apply(plan, { now: () => new Date(5), checkpoint });
    await operation.apply(plan, { now: () => new Date(6) });
    expect(seen).toEqual([
      { label: "x", shelves: ["a"] },
      5,
      { part: 1 },
      null,
      { label: "x", shelves: ["a"] },
      6,
      null,
      null,
    ]);
  });

  it("stops where reality changed; the rest is skipped, and the receipt is on the error", async () => {
    const world = new Shelves();
    const operation = labelShelves(world);
    const plan = await operation.plan(input);
    world.labels.set("b", "poetry");
    const { options, types } = recorder();
    const error = await failure(operation.apply(plan, options));
    expect(error).toMatchObject({ code: "ERR_PLAN_STALE", details: { what: "b", expected: null, found: "poetry" } });
    expect(outcomes(error.receipt)).toEqual(["done", "failed", "skipped"]);
    expect(world.writes).toEqual(["a=fiction"]);
    expect(types().at(-1)).toBe("action-finished");
  });

  it.each([
    ["a refusal", new ReleaseError({ code: "ERR_REFUSED", message: "m", hint: "h" }), "failed", "ERR_REFUSED"],
    ["a lost connection", lostLink(), "unknown", "ERR_LINK_LOST"],
    ["a foreign error", new Error("boom"), "unknown", "ERR_UNEXPECTED"],
  ])("calls the outcome of %s by its name", async (_name, thrown, outcome, code) => {
    const operation = labelShelves(new Shelves(), { perform: () => Promise.reject(thrown) });
    const error = await failure(operation.apply(await operation.plan(input)));
    expect(error.code).toBe(code);
    expect(outcomes(error.receipt)).toEqual([outcome, "skipped", "skipped"]);
  });

  it("looks at the signal between actions: what was not begun is skipped", async () => {
    const world = new Shelves();
    const stop = new AbortController();
    const reason = new ReleaseError({ code: "ERR_STOPPED", message: "m", hint: "h" });
    const operation = labelShelves(world, {
      perform: async (action) => {
        stop.abort(reason);
        return performLabel(action, world);
      },
    });
    const { options, types } = recorder();
    const error = await failure(operation.apply(await operation.plan(input), { ...options, signal: stop.signal }));
    expect(error).toBe(reason);
    expect(outcomes(error.receipt)).toEqual(["done", "skipped", "skipped"]);
    expect(types()).toEqual(["action-started", "action-finished"]);
  });

  it("does not know the outcome of an action that was aborted in the middle", async () => {
    const stop = new AbortController();
    const reason = new ReleaseError({ code: "ERR_STOPPED", message: "m", hint: "h" });
    const operation = labelShelves(new Shelves(), {
      perform: async (_action, _world, { signal }) => {
        stop.abort(reason);
        signal.throwIfAborted();
        return done("never");
      },
    });
    const error = await failure(operation.apply(await operation.plan(input), { signal: stop.signal }));
    expect(outcomes(error.receipt)).toEqual(["unknown", "skipped", "skipped"]);
  });

  it("rethrows a plain abort reason untouched", async () => {
    const operation = labelShelves(new Shelves());
    const plan = await operation.plan(input);
    const signal = AbortSignal.abort();
    const error = await failure(operation.apply(plan, { signal }));
    expect(error).toBe(signal.reason);
    expect("receipt" in error).toBe(false);
  });

  it("keeps the receipt right when a listener throws", async () => {
    const world = new Shelves();
    const operation = labelShelves(world);
    const plan = await operation.plan(input);
    const onEvent = ({ type }: { type: string }) => {
      if (type === "action-finished") throw new Error("listener");
    };
    const error = await failure(operation.apply(plan, { onEvent }));
    expect(error).toMatchObject({ code: "ERR_UNEXPECTED" });
    expect(outcomes(error.receipt)).toEqual(["done", "skipped", "skipped"]);
    expect(world.writes).toEqual(["a=fiction"]);
  });

  it("stops at a pending effect, and gives the handle back to that action alone", async () => {
    const world = new Shelves();
    const handles: [string, Json][] = [];
    let ready = false;
    const operation = labelShelves(world, {
      perform: async (action, _world, { handle }) => {
        handles.push([action.shelf, handle]);
        if (action.shelf === "b" && !ready) return pending({ ticket: 7 }, 250);
        return performLabel(action, world);
      },
    });
    const plan = await operation.plan(input);
    const first = await operation.apply(plan);
    expect(outcomes(first)).toEqual(["done", "pending", "skipped"]);
    expect(first.applied[1]).toMatchObject({ retryAfterMs: 250, result: null });
    ready = true;
    const handle = JSON.parse(JSON.stringify(first.applied[1]?.handle)) as Json;
    expect(outcomes(await operation.apply(plan, { handle }))).toEqual(["already", "done", "done"]);
    expect(handles).toEqual([
      ["a", null],
      ["b", null],
      ["a", null],
      ["b", { ticket: 7 }],
      ["c", null],
    ]);
  });

  it("refuses a plan of another kind, a plan with problems, and an edited one, before it writes", async () => {
    const world = new Shelves();
    const operation = labelShelves(world);
    const plan = await operation.plan(input);
    const other = { ...throughFile(plan), kind: "paint-shelves" };
    expect(await failure(operation.apply(other))).toMatchObject({ code: "ERR_PLAN_TAMPERED" });
    const problem = { code: "conflict", message: "m", hint: "h" };
    const blocked = await labelShelves(world, { plan: () => ({ target: "t", actions: [], problems: [problem] }) }).plan(
      input,
    );
    expect(await failure(operation.apply(blocked))).toMatchObject({
      code: "ERR_PLAN_HAS_PROBLEMS",
      details: { target: "t", problems: [problem] },
    });
    const painted = await labelShelves(world).plan(input);
    const renamed = { ...painted, kind: "paint" };
    expect(await failure(operation.apply(renamed))).toMatchObject({ code: "ERR_PLAN_TAMPERED" });
    expect(world.writes).toEqual([]);
  });

  it("is refused by another operation though its digest is right", async () => {
    const { defineOperation } = await import("../src/index.js");
    const { labelInput } = await import("./lab.js");
    const paint = defineOperation({
      kind: "paint-shelves",
      input: labelInput,
      inspect: async () => null,
      plan: () => ({ target: "t", actions: [] }),
      perform: async () => done(null),
    })(null);
    const error = await failure(labelShelves(new Shelves()).apply(await paint.plan(input)));
    expect(error).toMatchObject({ code: "ERR_PLAN_UNREADABLE" });
    expect(error.message).toContain("paint-shelves");
  });

  it("applies an empty plan to nothing", async () => {
    const operation = labelShelves(new Shelves());
    const plan = readPlan(throughFile(await operation.plan({ label: "x", shelves: [] })));
    expect((await operation.apply(plan as never)).applied).toEqual([]);
  });
});
