import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineGate, type Verdict } from "../src/index.js";
import { failure, recorder } from "./lab.js";

interface Soak {
  readonly sinceMs: number;
}

/** Passes when something has stood for `hours`, and remembers how often it was asked. */
const soakElapsed = (since: () => Promise<Soak> | Soak, judge?: () => unknown) =>
  defineGate({
    kind: "soak-elapsed",
    input: z.strictObject({ hours: z.number().positive() }),
    inspect: async () => since(),
    judge: (input, facts: Soak, now, previous?: Verdict<{ asked: number }>): Verdict<{ asked: number }> => {
      if (judge !== undefined) return judge() as Verdict<{ asked: number }>;
      const evidence = { asked: (previous?.evidence.asked ?? 0) + 1 };
      const leftMs = facts.sinceMs + input.hours * 3_600_000 - now.getTime();
      if (leftMs <= 0) return { status: "pass", reason: "soaked", evidence };
      return { status: "wait", reason: `${leftMs} ms left`, retryAfterMs: leftMs, evidence };
    },
  })(null);

describe("check", () => {
  it("judges by facts and the injected clock", async () => {
    const { options, clock, events } = recorder();
    const gate = soakElapsed(() => ({ sinceMs: clock.ms - 3_600_000 }));
    expect(await gate.check({ hours: 2 }, options)).toEqual({
      status: "wait",
      reason: "3600000 ms left",
      retryAfterMs: 3_600_000,
      evidence: { asked: 1 },
    });
    expect(await gate.check({ hours: 1 }, options)).toMatchObject({ status: "pass" });
    expect(events.map((event) => ("status" in event ? event.status : event.type))).toEqual(["wait", "pass"]);
  });

  it("may remember the verdict before", async () => {
    const { options } = recorder();
    const gate = soakElapsed(() => ({ sinceMs: 0 }));
    const first = await gate.check({ hours: 1 }, options);
    expect(await gate.check({ hours: 1 }, { ...options, previous: first })).toMatchObject({ evidence: { asked: 2 } });
  });

  it("names every wrong field", async () => {
    const error = await failure(soakElapsed(() => ({ sinceMs: 0 })).check({ hours: -1, x: 1 } as never));
    expect(error).toMatchObject({ code: "ERR_INPUT_INVALID", details: { kind: "soak-elapsed" } });
    expect(error.details.issues).toHaveLength(2);
  });

  it("refuses a promise, evidence that is no JSON, and no verdict at all", async () => {
    const since = () => ({ sinceMs: 0 });
    const late = soakElapsed(since, () => Promise.reject(new Error("late")));
    expect(await failure(late.check({ hours: 1 }))).toMatchObject({ code: "ERR_PLAN_NOT_PURE" });
    const odd = soakElapsed(since, () => ({ status: "pass", reason: "r", evidence: { asked: NaN } }));
    expect(await failure(odd.check({ hours: 1 }))).toMatchObject({ code: "ERR_NOT_JSON" });
    expect(await failure(soakElapsed(since, () => undefined).check({ hours: 1 }))).toMatchObject({
      code: "ERR_UNEXPECTED",
    });
  });

  it("wraps what a port throws, and rethrows the reason of an abort", async () => {
    const broken = soakElapsed(() => Promise.reject(new Error("down")));
    expect(await failure(broken.check({ hours: 1 }))).toMatchObject({
      code: "ERR_UNEXPECTED",
      message: expect.stringContaining("checking soak-elapsed: down"),
    });
    const reason = new Error("enough");
    expect(await failure(broken.check({ hours: 1 }, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    const stop = new AbortController();
    const aborted = soakElapsed(() => {
      stop.abort(reason);
      return Promise.reject(reason);
    });
    expect(await failure(aborted.check({ hours: 1 }, { signal: stop.signal }))).toBe(reason);
  });
});
