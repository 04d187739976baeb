import { cp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import type { z } from "zod";
import { runDocument, runsDocument } from "./support/documents.js";
import { type ServedWorld, serveWorld } from "./support/serve-world.js";

type RunDocument = z.output<typeof runDocument>;

const PRELOAD = pathToFileURL(createRequire(import.meta.url).resolve("@signalbox/testbed/crash-at")).href;
const STATE = ["remotes", ".signalbox", "cache"];

/**
 * A killed process leaves the same files before a sync and after it, except for what runs beside the sync. So every third
 * sync is cut, the sides in turns; the engine's own test cuts all of them on both, and with `EXHAUSTIVE=1` so does this.
 */
const STRIDE = process.env["EXHAUSTIVE"] === "1" ? 1 : 6;

/** The commands of a train that drive it, in the order of an undisturbed run. */
const RUN = "run weekly --yes --json";
const RESUME = "resume --json";

/** What a person or a colleague does before the next command, by where the run stands; null when it is finished. */
async function unblock(served: ServedWorld, run: RunDocument | undefined): Promise<string | null> {
  if (run === undefined) return RUN;
  if (run.status === "finished") return null;
  for (const { step, kind } of run.waits) {
    if (kind === "approval") await served.cli(["approve", run.run, step, "--as", "mara"]);
    if (step.endsWith("-merged")) await served.merge(step.replace("-merged", ""));
  }
  return RESUME;
}

/** Goes on after a crash, as an operator would who only knows what the program says. */
async function finish(served: ServedWorld): Promise<void> {
  const { runs } = runsDocument.parse((await served.cli("runs --json")).json());
  // The last line may have been written before the crash.
  if (runs[0]?.status === "finished") return;
  let command = runs.length === 0 ? RUN : RESUME;
  for (let turn = 0; turn < 8; turn++) {
    const next = await unblock(served, runDocument.parse((await served.cli(command)).json()));
    if (next === null) return;
    command = next;
  }
  throw new Error("The train did not end.");
}

/** The state of everything on disk, to begin from again: the remotes, the journals and the caches. */
async function copyState(served: ServedWorld, from: string, to: string): Promise<void> {
  for (const name of STATE) {
    const [source, target] = [join(served.folder, from, name), join(served.folder, to, name)];
    await rm(target, { recursive: true, force: true });
    await cp(source, target, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    });
  }
}

interface Stretch {
  readonly command: string;
  readonly before: string;
  readonly syncs: number;
}

/** Runs the train undisturbed, and keeps the state before each of its commands. */
async function undisturbed(served: ServedWorld): Promise<readonly Stretch[]> {
  const stretches: Stretch[] = [];
  for (let command: string | null = RUN; command !== null;) {
    const before = `before-${stretches.length}`;
    await copyState(served, ".", before);
    const counted = join(served.folder, "syncs");
    const answer = await served.cli(command, {
      env: { NODE_OPTIONS: `--import ${PRELOAD}`, CRASH_COUNT_FILE: counted },
    });
    stretches.push({ command, before, syncs: Number(await readFile(counted, "utf8")) });
    command = await unblock(served, runDocument.parse(answer.json()));
  }
  return stretches;
}

// Two lanes, as a machine has two cores or more; each has its own server, and so its own addresses in its journals.
it.concurrent.each([
  ["before", 0],
  ["after", 1],
])(
  "kill -9 %s the syncs of a weekly train, then resume: the same refs, and each effect once",
  async (side, turn) => {
    const served = await serveWorld({ components: 2 });
    try {
      const stretches = await undisturbed(served);
      const [refs, updates] = [await served.refs(), await served.refUpdates()];
      expect(stretches.map(({ command }) => command)).toEqual([RUN, RESUME, RESUME, RESUME]);
      const boundaries = stretches.flatMap((stretch) =>
        Array.from({ length: stretch.syncs }, (_, index) => ({ ...stretch, at: index + 1 })),
      );
      expect(boundaries.length).toBeGreaterThan(20);

      for (const [index, { command, before, at }] of boundaries.entries()) {
        if (index % STRIDE !== (turn * 3) % STRIDE) continue;
        await copyState(served, before, ".");
        const cut = await served.cli(command, {
          env: { NODE_OPTIONS: `--import ${PRELOAD}`, CRASH_AT: `${at}:${side}` },
        });
        expect([before, at, cut.signal]).toEqual([before, at, "SIGKILL"]);
        await finish(served);
        expect([before, at, await served.refs()]).toEqual([before, at, refs]);
        expect([before, at, await served.refUpdates()]).toEqual([before, at, updates]);
      }
    } finally {
      await served.close();
    }
  },
  600_000,
);
