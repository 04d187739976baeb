import { describe, expect, it } from "vitest";
import { z } from "zod";
import { canonicalJson, defineOperation, digestOf, done, readPlan, ReleaseError, toJson } from "../src/index.js";
import { draftOf, failure, labelShelves, recorder, Shelves, throughFile } from "./lab.js";

const input = { label: "fiction", shelves: ["a", "b"] };

describe("plan", () => {
  it("is data with a digest over format, kind, target, input and actions, and survives a file", async () => {
    const plan = await labelShelves(new Shelves()).plan(input);
    expect(plan).toMatchObject({
      format: 1,
      kind: "label-shelves",
      target: "shelves",
      input,
      problems: [],
      warnings: [],
      facts: [
        { shelf: "a", label: null },
        { shelf: "b", label: null },
      ],
    });
    expect(plan.actions.map((action) => action.summary)).toEqual(["Label a fiction", "Label b fiction"]);
    const { format, kind, target, actions } = plan;
    expect(plan.digest).toBe(digestOf(toJson({ format, kind, target, input, actions })));
    expect(readPlan(throughFile(plan))).toEqual(plan);
  });

  it("leaves facts, warnings and problems out of the digest", async () => {
    const bare = await labelShelves(new Shelves(), { plan: (i, f) => ({ ...draftOf(i, f), facts: {} }) }).plan(input);
    const told = await labelShelves(new Shelves(), {
      plan: (i, f) => ({ ...draftOf(i, f), warnings: [{ code: "old", message: "It is old.", hint: "Look." }] }),
    }).plan(input);
    expect(told.digest).toBe(bare.digest);
    expect(bare.facts).toEqual({});
  });

  it("writes nothing", async () => {
    const world = new Shelves();
    await labelShelves(world).plan(input);
    expect(world.writes).toEqual([]);
  });

  it("is empty once reality is as wished", async () => {
    const world = new Shelves();
    const operation = labelShelves(world);
    await operation.apply(await operation.plan(input));
    expect(await operation.plan(input)).toMatchObject({ actions: [], problems: [] });
  });

  it("is frozen, and hands frozen input and facts to the pure half", async () => {
    const seen: boolean[] = [];
    const plan = await labelShelves(new Shelves(), {
      plan: (given, facts) => {
        seen.push(Object.isFrozen(given), Object.isFrozen(given.shelves), Object.isFrozen(facts[0]));
        return draftOf(given, facts);
      },
    }).plan(input);
    expect(seen).toEqual([true, true, true]);
    expect(Object.isFrozen(plan) && Object.isFrozen(plan.actions[0])).toBe(true);
    expect(Object.isFrozen(input.shelves)).toBe(false);
  });

  it("leaves ports, maps and buffers in the facts unfrozen", async () => {
    const facts = {
      map: new Map([["a", { x: 1 }]]),
      bytes: Buffer.from("abc"),
      deep: Object.freeze({ inner: { y: 1 } }),
    };
    const operation = defineOperation({
      kind: "odd-facts",
      input: z.object({}),
      inspect: async () => facts,
      plan: () => ({ target: "t", actions: [] }),
      perform: async () => done(null),
    })(null);
    await operation.plan({});
    facts.bytes[0] = 1;
    expect(Object.isFrozen(facts.map)).toBe(false);
    expect(Object.isFrozen(facts.deep.inner)).toBe(true);
  });

  it("names every wrong field of the input at once, with path and value", async () => {
    const error = await failure(
      labelShelves(new Shelves()).plan({ label: "", shelves: ["a", 7], extra: true } as never),
    );
    expect(error).toMatchObject({ code: "ERR_INPUT_INVALID", details: { kind: "label-shelves" } });
    expect(error.details.issues.map(({ path, value }: { path: string; value: unknown }) => [path, value])).toEqual([
      ["label", ""],
      ["shelves.1", 7],
      ["(input)", { label: "", shelves: ["a", 7], extra: true }],
    ]);
    expect(error.message).toContain("label:");
    expect(error.message).toContain("shelves.1:");
    expect(error.message).toContain("extra");
  });

  it("shows a wrong value that is no JSON as text", async () => {
    const error = await failure(labelShelves(new Shelves()).plan({ label: Symbol("x"), shelves: null } as never));
    expect(error.details.issues).toMatchObject([
      { path: "label", value: "Symbol(x)" },
      { path: "shelves", value: null },
    ]);
  });

  it("parses the JSON form, so that what plan takes apply takes too", async () => {
    const operation = defineOperation({
      kind: "dated",
      input: z.object({ since: z.date() }),
      inspect: async () => ({}),
      plan: () => ({ target: "t", actions: [] }),
      perform: async () => done(null),
    })(null);
    expect(await failure(operation.plan({ since: new Date(0) }))).toMatchObject({
      code: "ERR_INPUT_INVALID",
      details: { issues: [{ path: "since", value: "1970-01-01T00:00:00.000Z" }] },
    });
  });

  it("tells its beginning and end", async () => {
    const { options, events } = recorder();
    await labelShelves(new Shelves()).plan(input, options);
    expect(events).toEqual([
      { type: "plan-started", kind: "label-shelves", at: "2026-03-01T00:00:00.000Z" },
      {
        type: "plan-ready",
        kind: "label-shelves",
        target: "shelves",
        actions: 2,
        problems: 0,
        warnings: 0,
        at: "2026-03-01T00:00:00.000Z",
      },
    ]);
  });

  it("refuses an asynchronous plan, and its own failure stays quiet", async () => {
    const operation = labelShelves(new Shelves(), { plan: (async () => Promise.reject(new Error("late"))) as never });
    expect(await failure(operation.plan(input))).toMatchObject({ code: "ERR_PLAN_NOT_PURE" });
  });

  it.each([
    ["an action without a type", { actions: [{ type: "", summary: "x" }] }],
    ["a problem with a field too many", { problems: [{ code: "c", message: "m", hint: "h", repository: "r" }] }],
  ])("refuses to show a plan that apply would refuse: %s", async (_name, part) => {
    const operation = labelShelves(new Shelves(), { plan: () => ({ target: "t", actions: [], ...part }) as never });
    expect(await failure(operation.plan(input))).toMatchObject({ code: "ERR_PLAN_UNREADABLE" });
  });

  it("refuses actions that are no JSON", async () => {
    const operation = labelShelves(new Shelves(), {
      plan: () => ({ target: "t", actions: [{ type: "x", summary: "x", run: () => 1 }] }) as never,
    });
    expect(await failure(operation.plan(input))).toMatchObject({
      code: "ERR_NOT_JSON",
      details: { path: "$.actions[0].run" },
    });
  });

  it("wraps a foreign error once, with its cause, and lets ours through", async () => {
    const foreign = new TypeError("no such thing");
    const wrapped = await failure(labelShelves(new Shelves(), { inspect: () => Promise.reject(foreign) }).plan(input));
    expect(wrapped).toMatchObject({ code: "ERR_UNEXPECTED", cause: foreign });
    expect(wrapped.message).toContain("planning label-shelves: no such thing");
    const ours = new ReleaseError({ code: "ERR_OURS", message: "m", hint: "h" });
    expect(await failure(labelShelves(new Shelves(), { inspect: () => Promise.reject(ours) }).plan(input))).toBe(ours);
    const text = await failure(labelShelves(new Shelves(), { inspect: () => Promise.reject("just text") }).plan(input));
    expect(text.message).toContain("just text");
  });

  it("throws the reason of an abort as it is, before it reads and in the middle", async () => {
    const reason = new Error("enough");
    const world = new Shelves();
    expect(await failure(labelShelves(world).plan(input, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(world.looks).toEqual([]);

    const stop = new AbortController();
    const operation = labelShelves(world, {
      inspect: async (_input, _world, { signal }) => {
        stop.abort(reason);
        throw Object.assign(new Error(`killed: ${String(signal.aborted)}`), { name: "AbortError" });
      },
    });
    expect(await failure(operation.plan(input, { signal: stop.signal }))).toBe(reason);
  });

  it("gives the same plan for the same reality, byte by byte", async () => {
    const [first, second] = await Promise.all([1, 2].map(() => labelShelves(new Shelves()).plan(input)));
    expect(canonicalJson(toJson(first))).toBe(canonicalJson(toJson(second)));
  });
});
