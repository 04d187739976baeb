import fs from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { journalEngine, readJournal, replay, type Workflow } from "../../src/index.js";
import { tempFolder } from "../fixture/clock.js";

const done: string[] = [];
const workflow: Workflow = async (context) => {
  await context.step("tag", async () => (done.push("tag"), { tag: "v1.2.0 – ünïcode ✓" }));
  const by = await context.waitFor("sign", { question: "May it?" });
  await context.step("push", async () => (done.push("push"), by));
  return "end";
};

/** A whole journal, as bytes. */
let whole: Buffer;

beforeAll(async () => {
  const engine = journalEngine({ dir: tempFolder() });
  await engine.create("r", { train: "weekly" });
  await engine.signal("r", "sign", { by: "ann" });
  await engine.drive("r", workflow);
  whole = fs.readFileSync(engine.journalFile("r"));
});

/** A run whose journal has these bytes. */
function runOf(bytes: Buffer) {
  const dir = tempFolder();
  fs.mkdirSync(path.join(dir, "r", "inbox"), { recursive: true });
  const file = path.join(dir, "r", "journal.jsonl");
  fs.writeFileSync(file, bytes);
  return { engine: journalEngine({ dir }), file };
}

const lineStarts = (bytes: Buffer): number[] => [
  0,
  ...[...bytes.keys()].filter((at) => bytes[at] === 10).map((at) => at + 1),
];
const finishedIn = (bytes: Buffer): string[] =>
  readJournal(bytes).entries.flatMap((entry) => (entry.type === "step-finished" ? [entry.key] : []));

describe("reading a journal", () => {
  it("reads what was written, in the shape that is documented", () => {
    const read = readJournal(whole);
    expect(read).toMatchObject({ torn: false, damage: null, length: whole.length });
    expect(read.entries.map((entry) => entry.type)).toEqual([
      "run-created",
      "step-started",
      "step-finished",
      "signal-received",
      "step-started",
      "step-finished",
      "run-finished",
    ]);
    expect(replay(read.entries)).toMatchObject({ runId: "r", status: "finished", result: "end" });
  });

  it("reads the whole lines before a cut at any byte after the first line", () => {
    const starts = lineStarts(whole);
    const [, second = 0] = starts;
    for (let cut = second; cut < whole.length; cut += 1) {
      const read = readJournal(whole.subarray(0, cut));
      const isBeforeNewline = starts.includes(cut + 1);
      const lines = starts.filter((start) => start > 0 && start <= cut).length + (isBeforeNewline ? 1 : 0);
      expect(read.damage, `cut at ${cut}`).toBe(null);
      expect(read.entries.length, `cut at ${cut}`).toBe(lines);
    }
  });

  it("resumes from a cut, and never repeats a step that is finished there", async () => {
    const starts = lineStarts(whole).slice(1);
    const cuts = starts.flatMap((start) => [-2, -1, 0, 1, 2, 60, 150].map((by) => start + by));
    for (const cut of cuts.filter((at) => at >= (starts[0] ?? 0) && at < whole.length)) {
      const { engine, file } = runOf(whole.subarray(0, cut));
      const before = finishedIn(whole.subarray(0, cut));
      done.length = 0;
      await engine.signal("r", "sign", { by: "ann" });
      const record = await engine.drive("r", workflow);
      expect(record.status, `cut at ${cut}`).toBe("finished");
      expect(
        done.filter((key) => before.includes(key)),
        `cut at ${cut}`,
      ).toEqual([]);
      expect(readJournal(fs.readFileSync(file))).toMatchObject({ torn: false, damage: null });
    }
  });

  it("refuses a journal that is cut in its first line: creating a run is atomic, so no crash does that", async () => {
    const [, second = 0] = lineStarts(whole);
    for (const cut of [0, 1, second >> 1, second - 1]) {
      const { engine } = runOf(whole.subarray(0, cut));
      await expect(engine.drive("r", workflow)).rejects.toMatchObject({
        code: "ERR_JOURNAL_DAMAGED",
        details: { line: 1 },
      });
    }
  });

  it("refuses every changed byte with the number of its line, and writes nothing", async () => {
    const starts = lineStarts(whole);
    for (let at = 0; at < whole.length; at += 1) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x01;
      const { damage } = readJournal(bytes);
      const line = starts.filter((start) => start <= at).length;
      expect(damage?.line, `byte ${at}`).toBe(line);
    }
    const bytes = Buffer.from(whole);
    const middle = whole.length >> 1;
    bytes[middle] = (bytes[middle] ?? 0) ^ 0x01;
    const { engine, file } = runOf(bytes);
    const line = starts.filter((start) => start <= middle).length;
    const damaged = { code: "ERR_JOURNAL_DAMAGED", details: { line } };
    await expect(engine.drive("r", workflow)).rejects.toMatchObject(damaged);
    await expect(engine.inspect("r")).rejects.toMatchObject(damaged);
    await expect(engine.abort("r", null)).rejects.toMatchObject(damaged);
    expect(fs.readFileSync(file).equals(bytes)).toBe(true);
    expect(await engine.list()).toMatchObject([
      { runId: "r", status: "failed", error: { code: "ERR_JOURNAL_DAMAGED" } },
    ]);
  });

  it.each([
    { name: "a missing line", change: (lines: string[]) => lines.filter((_, index) => index !== 2), line: 3 },
    {
      name: "two lines that changed places",
      change: (lines: string[]) => [...lines.slice(0, 1), lines[2], lines[1], ...lines.slice(3)],
      line: 2,
    },
    {
      name: "a line that is there twice",
      change: (lines: string[]) => [...lines.slice(0, 3), lines[2], ...lines.slice(3)],
      line: 4,
    },
    { name: "an empty line", change: (lines: string[]) => [...lines.slice(0, 2), "", ...lines.slice(2)], line: 3 },
    {
      name: "half a line in the middle",
      change: (lines: string[]) => lines.map((text, index) => (index === 1 ? text.slice(0, 30) : text)),
      line: 2,
    },
    {
      name: "a whole last line of another run",
      change: (lines: string[]) => [...lines.slice(0, -1), (lines.at(-1) ?? "").replace(/"prev":"."/, '"prev":"x')],
      line: 7,
    },
  ])("names the line of $name", ({ change, line }) => {
    const lines = whole.toString("utf8").trimEnd().split("\n");
    const bytes = Buffer.from(`${change(lines).join("\n")}\n`);
    if (bytes.equals(whole)) bytes[whole.length - 80] = 0;
    expect(readJournal(bytes).damage?.line).toBe(line);
  });

  it("keeps a whole last line that lost only its newline", () => {
    const read = readJournal(whole.subarray(0, -1));
    expect(read).toMatchObject({ unended: true, torn: false, damage: null });
    expect(read.entries).toHaveLength(7);
  });

  it("never throws, and never reads more than a prefix of what was written", () => {
    const written = readJournal(whole).entries;
    const edit = fc.record({ at: fc.nat(whole.length), cut: fc.nat(40), bytes: fc.uint8Array({ maxLength: 40 }) });
    fc.assert(
      fc.property(edit, ({ at, cut, bytes }) => {
        const changed = Buffer.concat([whole.subarray(0, at), bytes, whole.subarray(at + cut)]);
        const read = readJournal(changed);
        expect(read.entries).toEqual(written.slice(0, read.entries.length));
        expect(read.torn || read.damage !== null || read.unended || changed.length === read.length).toBe(true);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => readJournal(Buffer.from(bytes)).entries.length === 0),
      { numRuns: 200 },
    );
  });
});
