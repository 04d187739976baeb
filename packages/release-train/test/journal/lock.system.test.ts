import { fork } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { journalEngine, type Owner, thisMachine } from "../../src/index.js";
import { takeLock } from "../../src/journal/lock.js";
import { bundle } from "../fixture/bundle.js";
import { machines, stillClock, tempFolder } from "../fixture/clock.js";

const { now } = stillClock();

const ownerFile = (folder: string, owner: Partial<Owner>): void => {
  const whole: Owner = {
    id: "dead",
    host: "control",
    user: "bo",
    pid: 1,
    startTime: "1",
    bootId: "boot",
    since: now().toISOString(),
    ...owner,
  };
  fs.writeFileSync(path.join(folder, "lock"), JSON.stringify(whole));
};

describe("the lock of a run", () => {
  it("is held by one, shown to others, and free again afterwards", () => {
    const folder = tempFolder();
    const hosts = machines();
    const held = takeLock(folder, { runId: "r", machine: hosts.next(), now });
    expect(() => takeLock(folder, { runId: "r", machine: hosts.next(), now })).toThrowError(
      expect.objectContaining({ code: "ERR_RUN_LOCKED", details: { runId: "r", owner: held.owner } }),
    );
    held.release();
    takeLock(folder, { runId: "r", machine: hosts.next(), now }).release();
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it("is inherited from a dead owner, and from an heir that died while inheriting", () => {
    const folder = tempFolder();
    const hosts = machines();
    const heir = hosts.next();
    hosts.kill(heir);
    ownerFile(folder, { pid: heir.pid });
    fs.writeFileSync(
      path.join(folder, "heir-dead"),
      JSON.stringify({ ...takeLock(tempFolder(), { runId: "r", machine: heir, now }).owner, id: "second" }),
    );
    const held = takeLock(folder, { runId: "r", machine: hosts.next(), now });
    expect(fs.readdirSync(folder)).toEqual(["lock"]);
    held.release();
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it("is never taken silently from another host, even of the same pid", async () => {
    const dir = tempFolder();
    const hosts = machines("control");
    const engine = journalEngine({ dir, machine: hosts.next() });
    await engine.create("r", null);
    ownerFile(path.join(dir, "r"), { host: "laptop", pid: 101 });
    const refused = engine.drive("r", async () => null);
    await expect(refused).rejects.toMatchObject({ code: "ERR_RUN_LOCKED", hint: expect.stringContaining("unlock r") });
    expect((await engine.inspect("r")).owner).toMatchObject({ host: "laptop" });
    await engine.unlock("r", { by: "ann", reason: "the laptop is off" });
    expect((await engine.drive("r", async () => "on")).result).toBe("on");
  });

  it.each(["", "{", "null", "{}"])("that reads %j is of an unknown owner, and free only after unlock", async (text) => {
    const dir = tempFolder();
    const engine = journalEngine({ dir });
    await engine.create("r", null);
    fs.writeFileSync(path.join(dir, "r", "lock"), text);
    await expect(engine.drive("r", async () => null)).rejects.toMatchObject({
      code: "ERR_RUN_LOCKED",
      hint: expect.stringContaining("signalbox unlock r"),
    });
    expect((await engine.inspect("r")).owner).toMatchObject({ id: "unknown" });
    await engine.unlock("r", { by: "ann" });
    expect((await engine.drive("r", async () => "on")).result).toBe("on");
    expect(fs.readdirSync(path.join(dir, "r")).sort()).toEqual(["inbox", "journal.jsonl"]);
  });

  it("is not unlocked while its owner lives on this host", async () => {
    const dir = tempFolder();
    const engine = journalEngine({ dir });
    await engine.create("r", null);
    const held = takeLock(path.join(dir, "r"), { runId: "r", machine: thisMachine(), now });
    await expect(engine.unlock("r", null)).rejects.toMatchObject({ code: "ERR_RUN_LOCKED" });
    held.release();
  });

  it("tells a process from a later one with the same pid, and from one before a reboot", () => {
    const me = thisMachine();
    const owner: Owner = { ...me, id: "x", since: now().toISOString() };
    expect(me.isAlive(owner)).toBe(true);
    expect(me.isAlive({ ...owner, pid: 2 ** 22 - 1 })).toBe(false);
    if (me.startTime !== null) expect(me.isAlive({ ...owner, startTime: "1" })).toBe(false);
    if (me.bootId !== null) expect(me.isAlive({ ...owner, bootId: "before" })).toBe(false);
  });

  it("goes to exactly one of eight processes that find a dead owner, round after round", async () => {
    const racer = await bundle("lock-racer");
    const folder = tempFolder();
    const children = Array.from({ length: 8 }, () => fork(racer, [folder], { execArgv: [] }));
    try {
      const answer = (child: (typeof children)[number], word: string) =>
        new Promise<string>((resolve) => {
          child.once("message", (message) => resolve(message as string));
          child.send(word);
        });
      for (let round = 0; round < 40; round += 1) {
        ownerFile(folder, { id: `dead-${round}`, host: thisMachine().host, pid: 2 ** 22 - 1 });
        const answers = await Promise.all(children.map((child) => answer(child, "take")));
        expect(
          answers.filter((word) => word === "taken"),
          `round ${round}: ${answers.join()}`,
        ).toHaveLength(1);
        expect(new Set(answers)).toEqual(new Set(["taken", "ERR_RUN_LOCKED"]));
        await Promise.all(children.map((child) => answer(child, "release")));
        expect(fs.readdirSync(folder)).toEqual([]);
      }
    } finally {
      for (const child of children) child.kill("SIGKILL");
    }
  }, 60_000);
});
