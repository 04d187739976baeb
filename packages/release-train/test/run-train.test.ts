import fs from "node:fs";
import { toJson } from "@signalbox/release-core";
import { describe, expect, it } from "vitest";
import { type CommandRunner, readJournal, type Step, type TrainPlan } from "../src/index.js";
import type { World } from "./fixture/file-world.js";
import { approve, stage, trainOf, waitKeys } from "./fixture/stage.js";
import { weekly } from "./fixture/train.js";

const write = (id: string, more: Partial<Step> = {}): Step =>
  ({ id, type: "operation", uses: "write-file", with: { name: id, text: "new" }, ...more }) as Step;
const gate = (more: Partial<Step> = {}): Step =>
  ({ id: "ready", type: "gate", uses: "file-says", with: { name: "ready", text: "yes" }, ...more }) as Step;
const yes = approve("ann");

describe("a whole run", () => {
  it("goes from the plan's approval over a gate and two signatures to its end", async () => {
    const { start, resume, say, world } = stage(weekly);
    expect(waitKeys(await start())).toEqual(["plan"]);
    await say("plan", yes);
    expect(waitKeys(await resume())).toEqual(["ready"]);
    world.write("ready", "yes");
    expect(waitKeys(await resume())).toEqual(["sign"]);
    await say("sign", approve("ann", { items: ["c1"], comment: "seen" }));
    expect(waitKeys(await resume())).toEqual(["sign#2"]);
    expect(world.effects()).toEqual([]);
    await say("sign", approve("bo"));
    const record = await resume();
    expect(record).toMatchObject({ status: "finished", error: null });
    expect(world.effects()).toEqual(["audiobait", "modemd", "notes", "mail"]);
    expect(world.read("notes")).toBe("audiobait");
    expect(record.result).toMatchObject({ steps: { "tag[modemd]": "done", undo: "unneeded" } });
    expect(record.steps.find((step) => step.key === "tag[modemd]")?.result).toMatchObject({
      results: [{ name: "modemd" }],
      plan: { target: "modemd", actions: [{ type: "write" }] },
      receipt: { applied: [{ outcome: "done" }] },
      warnings: [],
    });
  });

  it("counts the caller's own approval only when the person is listed", async () => {
    expect(waitKeys(await stage(weekly).start(approve("eve")))).toEqual(["plan"]);
    expect(waitKeys(await stage(weekly).start(yes))).toEqual(["ready"]);
  });

  it("makes no run of a plan with problems, and tells them all", async () => {
    const { start, world, engine } = stage(trainOf(write("a"), write("broken"), gate()));
    world.write("a", "precious");
    world.write("ready", "no");
    const codes = ["ERR_PRECIOUS", "ERR_UNEXPECTED", "ERR_GATE_BLOCKED"].map((code) => ({ code }));
    await expect(start(yes)).rejects.toMatchObject({ code: "ERR_TRAIN_HAS_PROBLEMS", details: { problems: codes } });
    expect(await engine.list()).toEqual([]);
  });

  it("looks at everything again before the first write, when the approval took its time", async () => {
    const { start, resume, say, world } = stage(trainOf(write("a"), write("b")));
    await start();
    world.write("b", "precious");
    await say("plan", yes);
    const record = await resume();
    expect(record).toMatchObject({ status: "failed", error: { code: "ERR_TRAIN_HAS_PROBLEMS" } });
    expect(world.effects()).toEqual([]);
  });

  it("tells every difference to the approved plan before the first write", async () => {
    const { start, resume, say, world } = stage(trainOf(write("a"), write("b"), write("c", { needs: ["a"] })));
    await start();
    world.write("b", "changed");
    world.write("c", "changed too");
    await say("plan", yes);
    expect(await resume()).toMatchObject({
      status: "failed",
      error: {
        code: "ERR_PLAN_STALE",
        details: { differences: [{ step: "b" }, { step: "c", added: [{ name: "c" }] }] },
      },
    });
    expect(world.effects()).toEqual([]);
    world.remove("b");
    world.write("c", "new");
    expect((await resume()).status).toBe("finished");
    expect(world.effects()).toEqual(["a", "b"]);
  });

  it.each([
    { name: "a plan of this moment", age: 0, isRead: false, looks: 2 },
    { name: "a plan of an hour ago", age: 3_600_000, isRead: false, looks: 4 },
    { name: "a plan from a file", age: 0, isRead: true, looks: 4 },
  ])("looks $looks times with $name that is approved at once", async ({ age, isRead, looks }) => {
    const { plan, start, clock } = stage(trainOf(write("a"), write("b", { needs: ["a"] })));
    const planned = await plan();
    clock.move(age);
    let seen = 0;
    const onEvent = (event: { type: string }) => void (seen += event.type === "plan-ready" ? 1 : 0);
    const given = isRead ? (JSON.parse(JSON.stringify(planned)) as TrainPlan) : planned;
    expect((await start(yes, given, { onEvent })).status).toBe("finished");
    expect(seen).toBe(looks);
  });

  it("looks again when its first approval comes later", async () => {
    const { start, resume, say } = stage(trainOf(write("a")));
    let seen = 0;
    const onEvent = (event: { type: string }) => void (seen += event.type === "plan-ready" ? 1 : 0);
    await start();
    await say("plan", yes);
    expect((await resume(undefined, { onEvent })).status).toBe("finished");
    expect(seen).toBe(2);
  });

  it("is not made of a plan of another definition", async () => {
    const one = stage(trainOf(write("a"), write("b")));
    const other = await stage(trainOf(write("a"), write("b", { needs: ["a"] }))).plan();
    expect(other.digest).not.toBe((await one.plan()).digest);
    await expect(one.start(yes, other)).rejects.toMatchObject({ code: "ERR_TRAIN_CHANGED" });
    expect(await one.engine.list()).toEqual([]);
  });

  it("ends as rejected, with the reason", async () => {
    const { start, resume, say } = stage(trainOf(write("a")));
    await start();
    await say("plan", { ...yes, verdict: "reject", reason: "not on a Friday" });
    const error = { code: "ERR_APPROVAL_REJECTED", details: { step: "plan", reason: "not on a Friday" } };
    expect(await resume()).toMatchObject({ status: "failed", error });
  });

  it("does not go on with another definition", async () => {
    const { start, resume } = stage(trainOf(write("a")));
    await start();
    await expect(resume(trainOf(write("a"), write("b")))).rejects.toMatchObject({ code: "ERR_TRAIN_CHANGED" });
  });

  it("stops at Ctrl-C and goes on later", async () => {
    const { start, resume, world } = stage(trainOf(write("a"), write("b", { needs: ["a"] })));
    const stop = new AbortController();
    const reason = new Error("Ctrl-C");
    const onEvent = (event: { type: string }) => event.type === "action-finished" && stop.abort(reason);
    await expect(start(yes, undefined, { signal: stop.signal, onEvent })).rejects.toBe(reason);
    expect(world.effects()).toEqual(["a"]);
    expect((await resume()).status).toBe("finished");
    expect(world.effects()).toEqual(["a", "b"]);
  });
});

describe("an operation", () => {
  it("asks again when reality changed, shows the difference, and applies what is approved then", async () => {
    const { start, resume, say, world } = stage(trainOf(gate(), write("a", { needs: ["ready"] })));
    expect(waitKeys(await start(yes))).toEqual(["ready"]);
    world.write("a", "changed meanwhile");
    world.write("ready", "yes");
    const stale = await resume();
    expect(waitKeys(stale)).toEqual(["a"]);
    const request = stale.waits[0]?.request as { digest: string };
    expect(request).toMatchObject({
      error: {
        code: "ERR_PLAN_STALE",
        details: { difference: { removed: [{ expected: null }], added: [{ expected: "changed meanwhile" }] } },
      },
    });
    expect(world.effects()).toEqual([]);
    await expect(say("a", approve("ann", { digest: "0".repeat(64) }))).rejects.toMatchObject({
      code: "ERR_APPROVAL_STALE",
    });
    world.write("a", "changed once more");
    await say("a", yes);
    const again = await resume();
    expect(waitKeys(again)).toEqual(["a#2"]);
    await say("a", approve("ann", { digest: (again.waits[0]?.request as { digest: string }).digest }));
    expect((await resume()).status).toBe("finished");
    expect(world.read("a")).toBe("new");
  });

  it("goes on without asking when less is left to do than was approved", async () => {
    const { start, resume, world } = stage(trainOf(gate(), write("a", { needs: ["ready"] })));
    await start(yes);
    world.write("a", "new");
    world.write("ready", "yes");
    expect((await resume()).status).toBe("finished");
    expect(world.effects()).toEqual([]);
  });

  it("waits for a pending effect and enters again with its handle", async () => {
    const { start, resume, world, clock } = stage(trainOf(write("a")));
    world.write("a.slow", "");
    const waiting = await start(yes);
    expect(waiting.waits).toMatchObject([
      { key: "a", kind: "time", reason: "write a", until: "2026-11-22T08:01:00.000Z" },
    ]);
    expect((await resume()).status).toBe("waiting");
    clock.move(60_000);
    const record = await resume();
    expect(record.status).toBe("finished");
    expect(record.steps.map((step) => step.key)).toEqual(["preflight", "a", "a#2"]);
    expect(world.effects()).toEqual(["a"]);
  });

  it("that fails stops what needs it and nothing else, and is tried again", async () => {
    const { start, resume, world } = stage(trainOf(write("a"), write("b", { needs: ["a"] }), write("c")));
    world.write("a.fails", "");
    expect(await start(yes)).toMatchObject({ status: "failed", error: { code: "ERR_UNEXPECTED" } });
    expect(world.effects()).toEqual(["c"]);
    expect((await resume()).steps.find((step) => step.key === "a")).toMatchObject({ status: "failed", attempts: 2 });
    world.remove("a.fails");
    expect((await resume()).status).toBe("finished");
    expect(world.effects()).toEqual(["c", "a", "b"]);
  });

  it("that fails is rescued, once and for all", async () => {
    const { start, resume, world } = stage(trainOf(write("a"), write("undo", { rescue: "a" })));
    world.write("a.fails", "");
    const failed = await start(yes);
    expect(failed).toMatchObject({ status: "failed", error: { code: "ERR_UNEXPECTED" } });
    expect(world.effects()).toEqual(["undo"]);
    expect((await resume()).status).toBe("failed");
    expect(world.effects()).toEqual(["undo"]);
  });

  it("takes its items and its input from earlier outcomes, inside its bound", async () => {
    const { start, world, plan } = stage(
      trainOf(
        { id: "list", type: "read", uses: "list-files" },
        write("each", { forEach: { $ref: "list.files" }, with: { name: { $ref: "item" }, text: "new" } }),
        write("twin", {
          forEach: { $ref: "list.files" },
          with: { name: "twin", text: { $ref: "each[].results/0/name" } } as never,
        }),
      ),
    );
    expect((await plan()).steps.map(({ key, status, after }) => [key, status, after])).toEqual([
      ["list", "planned", []],
      ["each", "later", ["list"]],
      ["twin", "later", ["list"]],
    ]);
    const record = await start(yes, undefined, { concurrency: 1 });
    expect(record.status).toBe("finished");
    expect(world.effects()).toEqual(["a", "b", "twin", "twin"]);
  });
});

describe("a gate", () => {
  it("that waits is looked at again by each resume, without a line when nothing changed", async () => {
    const { start, resume, lines, world, clock } = stage(trainOf(gate({ uses: "file-is-there" })));
    expect((await start(yes)).waits).toMatchObject([{ key: "ready", kind: "time", reason: "ready is not there" }]);
    const before = await lines();
    for (let round = 0; round < 5; round += 1) expect((await resume()).status).toBe("waiting");
    expect(await lines()).toBe(before);
    clock.move(45_000);
    expect((await resume()).waits).toMatchObject([{ key: "ready", until: "2026-11-22T08:01:15.000Z" }]);
    world.write("ready", "yes");
    expect((await resume()).status).toBe("finished");
  });

  it("polled in the process writes one line for the wait and one for its end", async () => {
    const { start, clock, world, engine } = stage(trainOf(gate()), 60_000);
    let looks = 0;
    const onEvent = (event: { type: string }) => {
      if (event.type === "gate-checked" && ++looks === 200) world.write("ready", "yes");
    };
    expect((await start(yes, undefined, { onEvent })).status).toBe("finished");
    expect(looks).toBeGreaterThan(200);
    expect(clock.now().getTime() - Date.parse("2026-11-22T08:00:00.000Z")).toBeGreaterThan(190 * 30_000);
    const { entries } = readJournal(fs.readFileSync(engine.journalFile("r1")));
    const of = entries.filter((entry) => "key" in entry && entry.key === "ready");
    expect(of.map((entry) => entry.type)).toEqual(["wait-started", "step-finished"]);
    expect(of[1]).toMatchObject({ result: { verdict: { evidence: { looksBefore: looks - 1 } } } });
  });

  it("that blocks fails with its hint, and passes by a waiver with a reason, which is recorded", async () => {
    const { start, resume, say, world } = stage(trainOf(gate(), write("a", { needs: ["ready"] })));
    await start(yes);
    world.write("ready", "no");
    const blocked = await resume();
    expect(blocked).toMatchObject({
      status: "failed",
      error: { code: "ERR_GATE_BLOCKED", hint: "Write yes into ready." },
    });
    await expect(say("ready", { verdict: "waive", by: yes.by })).rejects.toMatchObject({ code: "ERR_REASON_MISSING" });
    await expect(say("ready", yes)).rejects.toMatchObject({ code: "ERR_NOT_WAITING" });
    await say("ready", { verdict: "waive", by: yes.by, reason: "hotfix" });
    const record = await resume();
    expect(record.status).toBe("finished");
    expect(record.signals.find((signal) => signal.key === "ready")?.body).toMatchObject({
      verdict: "waive",
      reason: "hotfix",
    });
  });

  it("that blocks before the run is waived in the plan, by those who approve it", async () => {
    const { plan, start, resume, say, world } = stage({
      ...trainOf(gate(), write("a", { needs: ["ready"] })),
      approvers: ["ann"],
    });
    world.write("ready", "no");
    const blocked = await plan();
    expect(blocked.problems).toMatchObject([
      {
        code: "ERR_GATE_BLOCKED",
        hint: 'Write yes into ready. To go on all the same: signalbox run small --waive ready --reason "<why>"',
      },
    ]);
    const [again] = (await plan({ sameCommand: "signalbox plan small --set a=1" })).problems;
    expect(again?.hint).toContain('signalbox plan small --set a=1 --waive ready --reason "<why>"');
    const waived = await plan({ waivers: { ready: "hotfix" } });
    expect(waived).toMatchObject({
      problems: [],
      steps: [{ verdict: { status: "block" }, bound: { waived: "hotfix" } }, {}],
    });
    expect(waived.digest).not.toBe(blocked.digest);
    expect(waitKeys(await start(approve("eve"), waived))).toEqual(["plan"]);
    await say("plan", yes);
    const record = await resume();
    expect(record.status).toBe("finished");
    expect(record.steps.find(({ key }) => key === "ready")?.result).toEqual({
      waiver: { verdict: "waive", reason: "hotfix", plan: waived.digest },
    });
  });

  it("is waived in the plan only by its name and with a reason", async () => {
    const { plan } = stage(trainOf(gate(), write("a")));
    await expect(plan({ waivers: { ready: " " } })).rejects.toMatchObject({ code: "ERR_REASON_MISSING" });
    expect((await plan({ waivers: { a: "hotfix" } })).problems).toMatchObject([
      { step: "a", code: "ERR_TRAIN_INVALID", message: expect.stringMatching(/no gate a; gates: ready/) },
    ]);
  });

  it("gives up after its time", async () => {
    const { start, resume, clock } = stage(trainOf(gate({ timeoutMs: 45_000 })));
    await start(yes);
    clock.move(30_000);
    expect((await resume()).status).toBe("waiting");
    clock.move(15_000);
    expect(await resume()).toMatchObject({ status: "failed", error: { code: "ERR_GATE_TIMEOUT" } });
  });

  it("that is skipped is skipped with its reason, as the plan shows", async () => {
    const { plan, start } = stage(trainOf(gate(), write("a", { needs: ["ready"] })));
    const skipped = await plan({ skips: { ready: "known to be fine" } });
    expect(skipped.steps[0]?.bound).toEqual({ skipped: "known to be fine" });
    expect(skipped.digest).not.toBe((await plan()).digest);
    expect(await start(yes, skipped)).toMatchObject({
      status: "finished",
      result: { steps: { ready: "skipped", a: "done" } },
    });
  });
});

describe("a command", () => {
  const mail: Step = { id: "mail", type: "command", run: ["write", "mail", "sent"] };

  it("looks, runs and looks", async () => {
    const { start, world } = stage(trainOf({ ...mail, check: ["exists", "mail"] }));
    world.write("mail", "sent before");
    expect(await start(yes)).toMatchObject({ status: "finished", steps: [{}, { result: { outcome: "already" } }] });
    expect(world.effects()).toEqual([]);
  });

  it.each([
    { name: "ends badly", step: { ...mail, run: ["fail"] }, code: "ERR_COMMAND_FAILED" },
    {
      name: "ends well without the effect",
      step: { ...mail, check: ["exists", "other"] },
      code: "ERR_COMMAND_NO_EFFECT",
    },
  ])("that $name fails", async ({ step, code }) => {
    expect(await stage(trainOf(step as Step)).start(yes)).toMatchObject({ status: "failed", error: { code } });
  });

  const cutWhileItRuns = (world: World) => {
    const stop = new AbortController();
    const run: CommandRunner["run"] = async (...call) => {
      await world.commands.run(...call);
      stop.abort(new Error("power cut"));
      throw stop.signal.reason;
    };
    return { commands: { run }, signal: stop.signal };
  };

  it("without a check that was cut is not run twice: a person says whether it is done", async () => {
    const { start, resume, say, world } = stage(trainOf(mail));
    await expect(start(yes, undefined, cutWhileItRuns(world))).rejects.toThrow("power cut");
    const asked = await resume();
    expect(asked.waits).toMatchObject([{ key: "mail", request: { verdicts: ["approve", "reject", "waive"] } }]);
    await say("mail", { verdict: "waive", by: yes.by, reason: "ann got it" });
    expect((await resume()).status).toBe("finished");
    expect(world.effects()).toEqual(["mail"]);
  });

  it("that was cut again asks again: an approval of the first question answers no other", async () => {
    const { start, resume, say, world, engine } = stage(trainOf(mail));
    await expect(start(yes, undefined, cutWhileItRuns(world))).rejects.toThrow("power cut");
    await resume();
    const { decision } = await say("mail", yes);
    // As of two people who decide at the same moment.
    await engine.signal("r1", "mail", toJson(decision));
    await expect(resume(undefined, cutWhileItRuns(world))).rejects.toThrow("power cut");
    expect(waitKeys(await resume())).toEqual(["mail#3"]);
    expect(world.effects()).toEqual(["mail", "mail"]);
  });
});
