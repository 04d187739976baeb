import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { journalEngine, type PollAnswer, type Workflow } from "../../src/index.js";
import { stillClock, tempFolder } from "../fixture/clock.js";

const notYet: PollAnswer = { done: false, retryAfterMs: 60_000, reason: "closed", state: null };

/** An engine whose sleeps take no time; `atMs` happens while it sleeps past that time. */
function sleeping(atMs: number, happens: () => Promise<void>) {
  const clock = stillClock();
  const start = clock.now().getTime();
  let isOver = false;
  const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
    await clock.sleep(ms, signal);
    if (isOver || clock.now().getTime() - start < atMs) return;
    isOver = true;
    await happens();
  };
  const since = (): number => clock.now().getTime() - start;
  return { engine: journalEngine({ dir: tempFolder(), now: clock.now, sleep, patienceMs: 600_000 }), since };
}

describe("a letter that cannot be read", () => {
  it.each(["", "{", '{"key":"sign"}'])("%j is named, and stops the run until it is moved away", async (text) => {
    const dir = tempFolder();
    const engine = journalEngine({ dir });
    const workflow: Workflow = (context) => context.waitFor("sign", null);
    await engine.create("r", null);
    const file = path.join(dir, "r", "inbox", "1.json");
    fs.writeFileSync(file, text);
    const error = { code: "ERR_SIGNAL_UNREADABLE", message: expect.stringContaining(file) };
    await expect(engine.drive("r", workflow)).rejects.toMatchObject(error);
    await expect(engine.inspect("r")).rejects.toMatchObject(error);
    fs.rmSync(file);
    expect((await engine.drive("r", workflow)).status).toBe("waiting");
  });
});

describe("a drive that sleeps in the process", () => {
  it("hears an approval for a wait beside a polling gate, and goes on with it", async () => {
    const done: number[] = [];
    const { engine, since } = sleeping(5_000, () => engine.signal("r", "sign", "yes"));
    const workflow: Workflow = (context) =>
      Promise.all([
        context.waitFor("sign", null).then(() => context.step("after", async () => done.push(since()))),
        context.poll("gate", null, async () => (since() < 180_000 ? notYet : { done: true, result: "open" })),
      ]).then(() => "end");
    await engine.create("r", null);
    expect((await engine.drive("r", workflow)).result).toBe("end");
    expect(done).toHaveLength(1);
    expect(done[0]).toBeLessThan(10_000);
  });

  it("is woken by a letter to the poll itself", async () => {
    const { engine, since } = sleeping(7_000, () => engine.signal("r", "gate", "waived"));
    await engine.create("r", null);
    const record = await engine.drive(
      "r",
      async (context) => (await context.poll("gate", null, async () => notYet)).by,
    );
    expect(record.result).toBe("signal");
    expect(since()).toBe(7_000);
  });

  it("hears an approval when a step beside it ends", async () => {
    const { engine } = sleeping(Infinity, async () => undefined);
    const order: string[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const workflow: Workflow = (context) =>
      Promise.all([
        context.waitFor("sign", null).then(() => (order.push("signed"), release())),
        context.step("short", () => engine.signal("r", "sign", "yes").then(() => null)),
        context.step("long", () => held.then(() => (order.push("long"), null))),
      ]).then(() => null);
    await engine.create("r", null);
    expect((await engine.drive("r", workflow)).status).toBe("finished");
    expect(order).toEqual(["signed", "long"]);
  });
});
