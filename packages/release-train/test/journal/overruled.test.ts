import fs from "node:fs";
import { describe, expect, it } from "vitest";
import { journalEngine, readJournal, replay, type Workflow } from "../../src/index.js";
import { sendLetter } from "../../src/journal/inbox.js";
import { tempFolder } from "../fixture/clock.js";

const AT = new Date("2026-11-22T08:00:00.000Z");
const workflow: Workflow = async (context) => {
  const said = await context.waitFor("sign", null);
  await context.waitFor("later", null);
  return said;
};

/** A run that waits for `sign` and has a `go`; `between` runs when the drive has read it and has not yet written it. */
async function driven(between: (send: (key: string, body: string, urgent: boolean) => void) => void) {
  const dir = tempFolder();
  // The clock is asked for the lock, for the line that says who resumes, and for the one that takes the signal.
  let until = 0;
  const send = (key: string, body: string, urgent: boolean): void => sendLetter(`${dir}/r`, { key, body, urgent }, AT);
  const now = (): Date => {
    until -= 1;
    if (until === 0) between(send);
    return AT;
  };
  const engine = journalEngine({ dir, now });
  await engine.create("r", null);
  await engine.drive("r", workflow);
  await engine.signal("r", "sign", "go");
  until = 3;
  return { engine, send, record: await engine.drive("r", workflow) };
}

describe("a rejection that comes while the drive takes an approval", () => {
  it("is heard, and stays heard", async () => {
    const { engine, record } = await driven((send) => send("sign", "stop", true));
    expect(record.signals.filter(({ taken }) => taken).map(({ body }) => body)).toEqual(["stop"]);
    await engine.signal("r", "later", null);
    expect((await engine.drive("r", workflow)).result).toBe("stop");
    const { entries } = readJournal(fs.readFileSync(engine.journalFile("r")));
    const heard = entries.flatMap((entry) => (entry.type === "signal-received" ? [[entry.key, entry.body]] : []));
    expect(heard).toEqual([
      ["sign", "go"],
      ["sign", "stop"],
      ["later", null],
    ]);
    expect(replay(entries).result).toBe("stop");
  });

  it("is no other person's approval, and none of another topic", async () => {
    const { record } = await driven((send) => (send("sign", "go too", false), send("other", "stop", true)));
    expect(record.signals.map(({ body, taken }) => [body, taken])).toEqual([
      ["go", true],
      ["stop", false],
      ["go too", false],
    ]);
  });

  it("is heard after a crash between the two lines, and not when more has happened", async () => {
    const { engine, send } = await driven(() => undefined);
    const file = engine.journalFile("r");
    const lines = fs.readFileSync(file, "utf8").trimEnd().split("\n");
    send("sign", "stop", true);
    // As it was cut right behind the line that takes the approval.
    const cut = lines.findIndex((line) => line.includes("signal-received")) + 1;
    expect(cut).toBe(lines.length - 1);
    await engine.signal("r", "later", null);
    expect((await engine.drive("r", workflow)).result).toBe("go");
    fs.writeFileSync(file, `${lines.slice(0, cut).join("\n")}\n`);
    send("later", "on", false);
    expect((await engine.drive("r", workflow)).result).toBe("stop");
  });
});
