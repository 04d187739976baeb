import { closeSync, fdatasyncSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { journalEngine, readJournal, replay } from "@signalbox/release-train";
import { sideBySide, timed } from "../measure.js";
import type { Place } from "../place.js";
import { row, type Row } from "../row.js";
import { dbosRow } from "./dbos.js";

const STEPS = 200;
const ENTRIES = 10_000;
const ROUNDS = 7;

/** What a step costs when it does nothing, and what it costs to read a long run back. */
export async function journal(place: Place): Promise<Row[]> {
  const { folder, signal } = place;
  const dir = join(folder, "runs");
  await mkdir(dir);
  let run = 0;
  const drive = async (steps: number): Promise<{ readonly ms: number; readonly file: string }> => {
    const engine = journalEngine({ dir });
    const runId = `bench-${++run}`;
    await engine.create(runId, {});
    let ms = 0;
    const workflow: Parameters<typeof engine.drive>[1] = async (context) => {
      ms = await timed(async () => {
        for (let step = 0; step < steps; step++)
          await context.step(`tag[component-${step}]`, () => Promise.resolve({ tag: `v1.0.${step}` }));
      });
      return null;
    };
    await engine.drive(runId, workflow, { signal });
    return { ms, file: engine.journalFile(runId) };
  };

  const lines = readFileSync((await drive(STEPS)).file, "utf8")
    .split(/(?<=\n)/)
    .slice(0, 2 * STEPS);
  const plain = join(folder, "plain.jsonl");
  const bySync = await sideBySide(ROUNDS, {
    ours: async () => (await drive(STEPS)).ms / STEPS,
    theirs: async () => (await timed(() => appendSynced(plain, lines))) / STEPS,
  });

  const { file } = await drive(ENTRIES / 2);
  const byReplay = await sideBySide(ROUNDS, {
    ours: () => timed(() => replay(readJournal(readFileSync(file)).entries)),
    theirs: () =>
      timed(() =>
        readFileSync(file, "utf8")
          .split("\n")
          .map((line) => (line === "" ? null : (JSON.parse(line) as unknown))),
      ),
  });

  const node = `Node ${process.version}`;
  return [
    row({
      topic: "journal",
      case: "a step that does nothing",
      metric: `ms, of ${STEPS} steps, median of ${ROUNDS}`,
      value: bySync.ours,
      reference: bySync.theirs,
      goal: { atMost: 1.2 },
      against: `the same lines appended with two fdatasyncs a step (${node})`,
    }),
    await dbosRow(place, bySync.ours, STEPS),
    row({
      topic: "journal",
      case: `reading back ${ENTRIES} entries and checking their chain`,
      metric: `ms, median of ${ROUNDS}`,
      value: byReplay.ours,
      reference: byReplay.theirs,
      goal: { atMost: 3 },
      against: `reading and parsing the same lines (${node})`,
    }),
  ];
}

function appendSynced(file: string, lines: readonly string[]): void {
  const handle = openSync(file, "a");
  for (const line of lines) {
    writeSync(handle, line);
    fdatasyncSync(handle);
  }
  closeSync(handle);
  rmSync(file);
}
