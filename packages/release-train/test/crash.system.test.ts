import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { journalEngine, readJournal } from "../src/index.js";
import { bundle } from "./fixture/bundle.js";
import { tempFolder } from "./fixture/clock.js";
import { driveTrain } from "./fixture/drive-train.js";

const preload = fileURLToPath(new URL("../../testbed/preload/crash-at.mjs", import.meta.url));

let program: string;
beforeAll(async () => {
  program = await bundle("train-program");
});

interface End {
  readonly code: number | null;
  readonly signal: string | null;
  readonly output: string;
}

function run(root: string, env: { readonly [name: string]: string }): Promise<End> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["--import", preload, program, root],
      { env },
      (_error, stdout, stderr) => {
        resolve({ code: child.exitCode, signal: child.signalCode, output: stdout + stderr });
      },
    );
  });
}

/** Files and their texts, and how often each was written. */
function endState(root: string): { readonly files: unknown; readonly effects: readonly string[] } {
  const world = path.join(root, "world");
  const names = fs.readdirSync(world).filter((name) => !name.endsWith(".log"));
  const effects = fs.readFileSync(path.join(world, "effects.log"), "utf8").trim().split("\n");
  return {
    files: names.sort().map((name) => [name, fs.readFileSync(path.join(world, name), "utf8")]),
    effects: effects.sort(),
  };
}

describe("kill -9 at every sync of a run", () => {
  it("resumes to the end state and the number of effects of an undisturbed run", async () => {
    const calm = tempFolder();
    const counted = path.join(tempFolder(), "count");
    expect(await run(calm, { CRASH_COUNT_FILE: counted })).toEqual({ code: 0, signal: null, output: "" });
    const boundaries = Number(fs.readFileSync(counted, "utf8"));
    expect(boundaries).toBeGreaterThan(20);
    const wanted = endState(calm);
    expect(wanted.effects).toEqual(["audiobait", "mail", "modemd", "notes", "upload"]);

    const crashes = Array.from({ length: boundaries }, (_, index) => [
      `${index + 1}:before`,
      `${index + 1}:after`,
    ]).flat();
    const sessions: number[] = [];
    const tryOne = async (at: string): Promise<void> => {
      const root = tempFolder();
      expect((await run(root, { CRASH_AT: at })).signal, at).toBe("SIGKILL");
      // Another process goes on: this one, since starting one more would be most of what this test costs.
      expect(await driveTrain(root), at).toBe("finished");
      expect(endState(root), at).toEqual(wanted);
      const engine = journalEngine({ dir: path.join(root, "runs") });
      expect(readJournal(fs.readFileSync(engine.journalFile("r1"))), at).toMatchObject({ torn: false, damage: null });
      expect((await engine.inspect("r1")).owner, at).toBe(null);
      sessions.push(fs.readFileSync(path.join(root, "world", "sessions.log"), "utf8").length);
      expect(fs.existsSync(path.join(root, "runs", "r1", "checkpoints")), at).toBe(false);
    };
    const worker = async (): Promise<void> => {
      for (let at = crashes.shift(); at !== undefined; at = crashes.shift()) await tryOne(at);
    };
    await Promise.all([worker(), worker()]);
    // The two boundaries at which a session has begun and is not yet durable: the draft's sync, before and after.
    expect(sessions.filter((count) => count > 1)).toEqual([2, 2]);
  }, 600_000);
});
