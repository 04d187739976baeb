import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fanOut, preflight, ReleaseError } from "../src/index.js";
import { draftOf, failure, labelShelves, Shelves } from "./lab.js";

const range = (length: number) => Array.from({ length }, (_, index) => index);
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("fanOut", () => {
  it("keeps the order of the items, whichever ends first", async () => {
    const gates = range(3).map(() => withResolvers());
    const running = fanOut([0, 1, 2], async (item) => {
      await gates[item]?.promise;
      return `item ${item}`;
    });
    for (const index of [2, 0, 1]) {
      gates[index]?.resolve();
      await turn();
    }
    expect(await running).toEqual([0, 1, 2].map((item) => ({ item, status: "fulfilled", value: `item ${item}` })));
  });

  it.each([
    [undefined, 4],
    [1, 1],
    [3, 3],
    [Infinity, 10],
    [0, 1],
    [NaN, 1],
    [2.9, 2],
  ])("with a concurrency of %s runs at most %i at once", async (concurrency, most) => {
    let now = 0;
    let peak = 0;
    const settled = await fanOut(
      range(10),
      async () => {
        peak = Math.max(peak, ++now);
        await turn();
        now -= 1;
      },
      { concurrency },
    );
    expect(peak).toBe(most);
    expect(settled.every((line) => line.status === "fulfilled")).toBe(true);
  });

  it("lets one broken item stop nobody", async () => {
    const ours = new ReleaseError({ code: "ERR_OURS", message: "m", hint: "h" });
    const settled = await fanOut(["a", "b", "c"], (item) => {
      if (item === "a") throw new TypeError("synchronous");
      return item === "b" ? Promise.reject(ours) : Promise.resolve(item);
    });
    expect(settled).toMatchObject([
      { status: "rejected", error: { code: "ERR_UNEXPECTED" } },
      { status: "rejected", error: ours },
      { status: "fulfilled", value: "c" },
    ]);
  });

  it("starts nothing more once the failures are spent", async () => {
    const settled = await fanOut(
      range(6),
      (item) => (item % 2 === 0 ? Promise.reject(new Error("x")) : Promise.resolve(item)),
      {
        concurrency: 1,
        maxFailures: 2,
      },
    );
    expect(settled.map((line) => line.status)).toEqual([
      "rejected",
      "fulfilled",
      "rejected",
      "skipped",
      "skipped",
      "skipped",
    ]);
  });

  it("ends a batch before it begins the next", async () => {
    const log: string[] = [];
    await fanOut(
      range(5),
      async (item) => {
        log.push(`start ${item}`);
        await turn();
        log.push(`end ${item}`);
      },
      { batchSize: 2, concurrency: 8 },
    );
    const at = (line: string) => log.indexOf(line);
    expect(at("start 2")).toBeGreaterThan(Math.max(at("end 0"), at("end 1")));
    expect(at("start 4")).toBeGreaterThan(Math.max(at("end 2"), at("end 3")));
    expect(at("start 1")).toBeLessThan(at("end 0"));
  });

  it("skips what an abort came before, and tells the rest by the reason", async () => {
    const stop = new AbortController();
    const reason = new Error("enough");
    const settled = await fanOut(
      range(3),
      async (item) => {
        if (item === 1) {
          stop.abort(reason);
          stop.signal.throwIfAborted();
        }
        return item;
      },
      { concurrency: 1, signal: stop.signal },
    );
    expect(settled).toEqual([
      { item: 0, status: "fulfilled", value: 0 },
      { item: 1, status: "rejected", error: reason },
      { item: 2, status: "skipped" },
    ]);
  });

  it("settles every item exactly once, whatever the sizes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { maxLength: 30 }),
        fc.integer({ min: -1, max: 12 }),
        fc.integer({ min: -1, max: 12 }),
        async (items, concurrency, batchSize) => {
          const runs: number[] = [];
          const run = async (fine: boolean, index: number) => {
            runs.push(index);
            await turn();
            if (!fine) throw new Error("x");
            return index;
          };
          const settled = await fanOut(items, run, { concurrency, batchSize });
          expect(settled.map((line) => line.status)).toEqual(items.map((fine) => (fine ? "fulfilled" : "rejected")));
          expect([...runs].sort((a, b) => a - b)).toEqual(range(items.length));
        },
      ),
    );
  });
});

describe("preflight", () => {
  const inputs = [
    { label: "x", shelves: ["a"] },
    { label: "y", shelves: ["b"] },
  ];

  it("is clear when every plan can be applied, and for nothing at all", async () => {
    const world = new Shelves();
    const { plans, clear } = await preflight(labelShelves(world), inputs);
    expect(clear).toBe(true);
    expect(plans.map((line) => (line.status === "fulfilled" ? line.value.actions.length : line.status))).toEqual([
      1, 1,
    ]);
    expect(world.writes).toEqual([]);
    expect((await preflight(labelShelves(world), [])).clear).toBe(true);
  });

  it("tells all problems and all failures in one go", async () => {
    const operation = labelShelves(new Shelves(), {
      plan: (input, facts) => ({
        ...draftOf(input, facts),
        problems: input.label === "x" ? [{ code: "taken", message: "m", hint: "h" }] : [],
      }),
    });
    const { plans, clear } = await preflight(operation, [...inputs, { label: "", shelves: [] }]);
    expect(clear).toBe(false);
    expect(plans).toMatchObject([
      { status: "fulfilled", value: { problems: [{ code: "taken" }] } },
      { status: "fulfilled", value: { problems: [] } },
      { status: "rejected", error: { code: "ERR_INPUT_INVALID" } },
    ]);
  });

  it("is not clear when it was aborted", async () => {
    const { plans, clear } = await preflight(labelShelves(new Shelves()), inputs, { signal: AbortSignal.abort() });
    expect([clear, ...plans.map((line) => line.status)]).toEqual([false, "skipped", "skipped"]);
    expect(
      await failure(labelShelves(new Shelves()).plan(inputs[0] as never, { signal: AbortSignal.abort() })),
    ).toMatchObject({ name: "AbortError" });
  });
});

function withResolvers() {
  let resolve!: () => void;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
