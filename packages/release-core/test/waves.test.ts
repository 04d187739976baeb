import { describe, expect, it } from "vitest";
import { done, pending, planAndApply, ReleaseError, type Applied, type Json, type Waves } from "../src/index.js";
import { failure, type LabelAction, type LabelInput, labelShelves, recorder, Shelves } from "./lab.js";

const input = { label: "new", shelves: ["a1", "b1", "b2", "c1", "c2"] };
const refused = (shelf: string) => new ReleaseError({ code: "ERR_REFUSED", message: `${shelf} refused.`, hint: "h" });
const outcomes = (receipt: { applied: readonly { outcome: string }[] }) => receipt.applied.map((line) => line.outcome);
type OutcomesOf = { applied: readonly { outcome: string }[] };

/** Shelves by their first letter, `failures` allowed; those of `broken` refuse. */
function byLetter(broken: readonly string[], maxFailures: number, twist: object = {}) {
  const world = new Shelves();
  const running: string[] = [];
  let most = 0;
  const waves: Waves<LabelInput, LabelAction> = {
    of: ({ shelf }) => shelf.charCodeAt(0),
    maxFailures: () => maxFailures,
  };
  const operation = labelShelves(world, {
    waves,
    perform: async ({ shelf, label }) => {
      running.push(shelf);
      most = Math.max(most, running.length);
      await Promise.resolve();
      running.splice(running.indexOf(shelf), 1);
      if (broken.includes(shelf)) throw refused(shelf);
      world.write(shelf, label);
      return done(label);
    },
    ...twist,
  });
  return { world, operation, most: () => most };
}

describe("waves", () => {
  it("performs those of a wave at once, and a wave after the other", async () => {
    const { world, operation, most } = byLetter([], 0);
    const { options, events } = recorder();
    const receipt = await operation.apply(await operation.plan(input), options);
    expect(outcomes(receipt)).toEqual(["done", "done", "done", "done", "done"]);
    expect(most()).toBe(2);
    expect(world.writes.map((write) => write[0])).toEqual(["a", "b", "b", "c", "c"]);
    expect(events.filter(({ type }) => type === "action-finished")).toHaveLength(5);
  });

  it("goes on while no more failed than may, and throws all the same", async () => {
    const { world, operation } = byLetter(["b1"], 1);
    const error = await failure(operation.apply(await operation.plan(input)));
    expect(error).toMatchObject({ code: "ERR_REFUSED", message: "b1 refused." });
    expect(outcomes(error.receipt as OutcomesOf)).toEqual(["done", "failed", "done", "done", "done"]);
    expect(world.writes).toHaveLength(4);
  });

  it("begins no other wave when more failed, and tells each of them", async () => {
    const { world, operation } = byLetter(["b1", "b2"], 1);
    const error = await failure(operation.apply(await operation.plan(input)));
    expect(error).toMatchObject({
      code: "ERR_SOME_FAILED",
      details: { total: 5, failures: [{ code: "ERR_REFUSED" }, { message: "b2 refused." }] },
    });
    expect(outcomes(error.receipt as OutcomesOf)).toEqual(["done", "failed", "failed", "skipped", "skipped"]);
    expect(world.writes).toEqual(["a1=new"]);
  });

  it("asks the rescue once, and keeps what it says of each line", async () => {
    const asked: string[][] = [];
    const rescue = async (applied: readonly Applied<LabelAction, string>[]) => {
      asked.push(applied.map(({ outcome }) => outcome));
      return applied.map((line) => (line.outcome === "done" ? { ...line, outcome: "rolled-back" as const } : line));
    };
    const { operation } = byLetter(["b1"], 0, { rescue });
    const error = await failure(operation.apply(await operation.plan(input)));
    expect(asked).toHaveLength(1);
    expect(error.code).toBe("ERR_REFUSED");
    expect(outcomes(error.receipt as OutcomesOf)).toEqual(
      asked[0]?.map((outcome) => (outcome === "done" ? "rolled-back" : outcome)),
    );
  });

  it("leaves everything as it is after an abort", async () => {
    const stop = new AbortController();
    let asked = 0;
    const { operation } = byLetter([], 0, {
      rescue: async () => {
        asked += 1;
        return [];
      },
      perform: async () => {
        stop.abort();
        throw refused("a1");
      },
    });
    await failure(operation.apply(await operation.plan(input), { signal: stop.signal }));
    expect(asked).toBe(0);
  });

  it("waits for every pending effect of a wave, and never tries again what failed in it", async () => {
    const tries: Record<string, Json[]> = {};
    const { operation } = byLetter([], 1, {
      perform: async ({ shelf, label }: LabelAction, world: Shelves, { handle }: { handle: Json }) => {
        const before = (tries[shelf] ??= []);
        before.push(handle);
        if (shelf === "b1") throw refused(shelf);
        if ((shelf === "b2" || shelf === "a1") && before.length < 3) return pending({ of: shelf }, 5);
        world.write(shelf, label);
        return done(label);
      },
    });
    const error = await failure(planAndApply(operation, input, { sleep: async () => undefined }));
    expect(error).toMatchObject({ code: "ERR_REFUSED", message: "b1 refused." });
    expect(outcomes(error.receipt as OutcomesOf)).toEqual(["done", "failed", "done", "done", "done"]);
    expect(tries["b1"]).toEqual([null]);
    expect(tries["b2"]).toEqual([null, { of: "b2" }, { of: "b2" }]);
    expect(tries["c1"]).toEqual([null]);
  });
});
