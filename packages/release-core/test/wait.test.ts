import { describe, expect, it } from "vitest";
import {
  already,
  done,
  pending,
  planAndApply,
  realSleep,
  ReleaseError,
  waitForGate,
  type Gate,
  type Verdict,
} from "../src/index.js";
import { failure, labelShelves, performLabel, recorder, Shelves } from "./lab.js";

/** A clock that only sleeping moves. */
function sleeper() {
  const { options, events, clock } = recorder();
  const naps: number[] = [];
  const sleep = async (ms: number, signal: AbortSignal) => {
    signal.throwIfAborted();
    naps.push(ms);
    clock.ms += ms;
  };
  return { options: { ...options, sleep }, events, naps, clock };
}

const wait = (retryAfterMs: number): Verdict<number> => ({
  status: "wait",
  reason: "not yet",
  retryAfterMs,
  evidence: 0,
});
const answers = (...verdicts: Verdict<number>[]): Gate<string, number> & { previous: unknown[] } => {
  const previous: unknown[] = [];
  return {
    kind: "ready",
    previous,
    check: async (_input, options) => {
      previous.push(options?.previous?.status);
      return verdicts.length > 1 ? (verdicts.shift() as Verdict<number>) : (verdicts[0] as Verdict<number>);
    },
  };
};

describe("waitForGate", () => {
  it("asks when the gate says so, hands over the verdict before, and returns the evidence", async () => {
    const { options, naps, events } = sleeper();
    const gate = answers(wait(100), wait(250), { status: "pass", reason: "ok", evidence: 42 });
    expect(await waitForGate(gate, "x", options)).toBe(42);
    expect(naps).toEqual([100, 250]);
    expect(gate.previous).toEqual([undefined, "wait", "wait"]);
    expect(events).toMatchObject([
      { type: "waiting", kind: "ready", reason: "not yet", untilMs: Date.UTC(2026, 2, 1) + 100 },
      { type: "waiting", untilMs: Date.UTC(2026, 2, 1) + 350 },
    ]);
  });

  it("throws what blocks, with the hint of the gate and the evidence", async () => {
    const gate = answers({ status: "block", reason: "a job runs", hint: "Ask ops.", evidence: 7 });
    expect(await failure(waitForGate(gate, "x", sleeper().options))).toMatchObject({
      code: "ERR_GATE_BLOCKED",
      hint: "Ask ops.",
      details: { kind: "ready", evidence: 7 },
    });
  });

  it("gives up before it would sleep past the time limit", async () => {
    const { options, naps } = sleeper();
    const error = await failure(waitForGate(answers(wait(400)), "x", { ...options, timeoutMs: 1000 }));
    expect(error).toMatchObject({
      code: "ERR_GATE_TIMEOUT",
      retryable: true,
      details: { kind: "ready", waitedMs: 800 },
    });
    expect(naps).toEqual([400, 400]);
  });

  it("gives up after an hour when nobody says how long", async () => {
    const { options, naps } = sleeper();
    expect(await failure(waitForGate(answers(wait(1_800_000)), "x", options))).toMatchObject({
      code: "ERR_GATE_TIMEOUT",
    });
    expect(naps).toHaveLength(2);
  });

  it("rejects with the reason when it is aborted in its sleep", async () => {
    const stop = new AbortController();
    const reason = new Error("enough");
    const sleep = async (ms: number, signal: AbortSignal) => {
      stop.abort(reason);
      await realSleep(ms, signal);
    };
    expect(await failure(waitForGate(answers(wait(60_000)), "x", { signal: stop.signal, sleep }))).toBe(reason);
  });
});

describe("realSleep", () => {
  it("resolves in time, also for spans that a timer cannot count", async () => {
    await expect(realSleep(1, new AbortController().signal)).resolves.toBeUndefined();
    const stop = new AbortController();
    const reason = new Error("long enough");
    const long = realSleep(2 ** 31 + 5, stop.signal);
    const first = await Promise.race([
      long.catch(() => "aborted"),
      realSleep(20, new AbortController().signal).then(() => "still asleep"),
    ]);
    stop.abort(reason);
    expect(first).toBe("still asleep");
    expect(await failure(long)).toBe(reason);
  });
});

describe("planAndApply", () => {
  const input = { label: "fiction", shelves: ["a", "b"] };

  it("plans, applies, and waits while an effect is pending", async () => {
    const world = new Shelves();
    const tickets: unknown[] = [];
    let rounds = 0;
    const operation = labelShelves(world, {
      perform: async (action, _world, { handle }) => {
        if (action.shelf !== "b") return performLabel(action, world);
        tickets.push(handle);
        rounds += 1;
        return rounds < 3 ? pending({ ticket: rounds }, 500) : done("b");
      },
    });
    const { options, naps, events } = sleeper();
    const receipt = await planAndApply(operation, input, options);
    expect(naps).toEqual([500, 500]);
    expect(tickets).toEqual([null, { ticket: 1 }, { ticket: 2 }]);
    expect(receipt.applied.map((line) => line.outcome)).toEqual(["done", "done"]);
    expect(world.writes).toEqual(["a=fiction"]);
    expect(events.filter((event) => event.type === "waiting")).toMatchObject([{ reason: "Label b fiction" }, {}]);
  });

  it("says already only for what it found so", async () => {
    const world = new Shelves();
    const operation = labelShelves(world, { perform: async () => already("x") });
    expect((await planAndApply(operation, input)).applied.map((line) => line.outcome)).toEqual(["already", "already"]);
  });

  it("gives up on an effect that stays pending, and the receipt is on the error", async () => {
    const operation = labelShelves(new Shelves(), { perform: async () => pending(null, 600) });
    const error = await failure(planAndApply(operation, input, { ...sleeper().options, timeoutMs: 1000 }));
    expect(error).toMatchObject({
      code: "ERR_GATE_TIMEOUT",
      receipt: { applied: [{ outcome: "pending" }, { outcome: "skipped" }] },
    });
  });

  it("throws what apply throws", async () => {
    const refused = new ReleaseError({ code: "ERR_REFUSED", message: "m", hint: "h" });
    const operation = labelShelves(new Shelves(), { perform: () => Promise.reject(refused) });
    expect(await failure(planAndApply(operation, input))).toBe(refused);
  });
});
