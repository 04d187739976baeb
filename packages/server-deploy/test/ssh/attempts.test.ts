import { ReleaseError } from "@signalbox/release-core";
import { expect, test } from "vitest";
import { type AttemptOptions, inAttempts } from "../../src/ssh/connection/attempts.js";
import { createGate } from "../../src/ssh/connection/gate.js";

const failure = (retryable: boolean): ReleaseError =>
  new ReleaseError({ code: "ERR_X", message: "no", hint: "", retryable });

const trying = (more: Partial<AttemptOptions> = {}) => {
  const pauses: number[] = [];
  const options: AttemptOptions = {
    place: { name: "api", address: "deploy@api:22" },
    deadlineMs: 10_000,
    isPaused: () => false,
    signal: new AbortController().signal,
    sleep: async (ms) => void pauses.push(ms),
    random: () => 0.5,
    onRetry: () => undefined,
    ...more,
  };
  return { pauses, options };
};

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true }));

test.each([
  ["one that passes", [true, true], 3, [250, 500]],
  ["one that does not", [true, true, true, true], 4, [250, 500, 1000]],
  ["one that must not be tried again", [false], 1, []],
])("a failure: %s", async (_, failures, attempts, expected) => {
  const { pauses, options } = trying();
  const left = [...failures];
  let calls = 0;
  const result = inAttempts(options, async () => {
    calls += 1;
    const retryable = left.shift();
    if (retryable !== undefined) throw failure(retryable);
    return "in";
  });
  if (failures.length < attempts) expect(await result).toBe("in");
  else await expect(result).rejects.toMatchObject({ code: "ERR_X" });
  expect(calls).toBe(attempts);
  expect(pauses).toEqual(expected);
});

test("hosts do not come back all at once", async () => {
  const { pauses, options } = trying({ random: () => 0.999 });
  await expect(inAttempts(options, () => Promise.reject(failure(true)))).rejects.toMatchObject({ code: "ERR_X" });
  expect(pauses[0]).toBe(375);
});

test("all attempts have one deadline; the time of a person who is asked does not count", async () => {
  const late = inAttempts(trying({ deadlineMs: 20 }).options, untilAborted);
  await expect(late).rejects.toMatchObject({ code: "ERR_HOST_UNREACHABLE" });
  let looks = 0;
  const asked = inAttempts(trying({ deadlineMs: 20, isPaused: () => ++looks < 4 }).options, untilAborted);
  await expect(asked).rejects.toMatchObject({ code: "ERR_HOST_UNREACHABLE" });
  expect(looks).toBe(4);
});

test("a gate lets so many in, the others in a row, and forgets who gave up", async () => {
  const gate = createGate(2);
  const [first, second] = [await gate.enter(), await gate.enter()];
  const stop = new AbortController();
  const order: string[] = [];
  const given = gate.enter(stop.signal).catch((error: Error) => order.push(error.message));
  const third = gate.enter().then((leave) => (order.push("third"), leave));
  stop.abort(new Error("gave up"));
  await given;
  first();
  first(); // a second time gives no second place
  await third;
  expect(order).toEqual(["gave up", "third"]);
  expect(gate.inside).toBe(2);
  gate.narrow(1);
  second();
  const fourth = gate.enter().then(() => order.push("fourth"));
  await Promise.resolve();
  expect(order).not.toContain("fourth");
  (await third)();
  await fourth;
  expect(gate.inside).toBe(1);
});
