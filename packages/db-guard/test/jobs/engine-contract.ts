import { expect } from "vitest";
import type { JobReader, Sighting } from "../../src/jobs/job-engine.js";

/** A job that the engine's worker is busy with. */
export interface RunningJob {
  readonly id: string;
  readonly job: string;
}

/** An engine with its real tables or keys, nothing ever run in it. */
export interface EngineWorld {
  /** One look as the guard has it: the engine found anew, in a session of its own. Null where it is not found. */
  look<T>(work: (reader: JobReader) => Promise<T>): Promise<T | null>;
  start(job: string): Promise<RunningJob>;
  finish(running: RunningJob): Promise<void>;
  /** The worker of all that runs is killed by SIGKILL, and the time passes after which the engine gives it up. */
  kill(): Promise<void>;
  /** What else the tables could hold; answers how many unfinished executions more there are then. */
  garbage(): Promise<number>;
  end(): Promise<void>;
}

export interface EngineExpectations {
  readonly jobs: readonly [string, string];
  /** What the engine leaves while a job runs. */
  readonly sign: "lock" | "heartbeat" | "checkpoint" | null;
  /** What is to be seen of a job after its worker was killed. */
  readonly killed: "proven" | "unproven" | "gone";
  readonly hasHistory: boolean;
  readonly knowsProcess: boolean;
}

const LIMIT = 50;

/** The life of jobs in one engine, told once for all engines. */
export async function tellsTheLifeOfJobs(world: EngineWorld, expected: EngineExpectations): Promise<void> {
  const look = async <T>(work: (reader: JobReader) => Promise<T>): Promise<T | null> => world.look(work);
  const seen = async (limit = LIMIT): Promise<readonly Sighting[]> =>
    (await look(async (reader) => reader.unfinished(limit)))?.sightings ?? [];
  const [first, second] = expected.jobs;

  const idle = await look(async (reader) => ({
    any: await reader.anyUnfinished(),
    all: await reader.unfinished(LIMIT),
    used: await reader.everUsed(),
    description: reader.description,
  }));
  expect(idle).toMatchObject({ any: false, all: { sightings: [], total: 0 }, used: false });
  expect(idle?.description).not.toBe("");

  const one = await world.start(first);
  expect(await look((reader) => reader.anyUnfinished())).toBe(true);
  const alone = await seen();
  expect(alone).toMatchObject([one]);
  const [sighting] = alone;
  const age = Date.now() - (sighting?.startedAt?.getTime() ?? 0);
  expect(Math.abs(age), "the start is now").toBeLessThan(60_000);
  expect(typeof sighting?.worker?.process === "string", "who works on it").toBe(expected.knowsProcess);
  const alive = { lock: "lock: alive", heartbeat: "heartbeat: alive", checkpoint: "checkpoint", none: "none" };
  expect(signOf(sighting)).toBe(alive[expected.sign ?? "none"]);

  const two = await world.start(second);
  const three = await world.start(first);
  const all = await look((reader) => reader.unfinished(LIMIT));
  expect(all?.total).toBe(3);
  expect(new Set(all?.sightings.map(({ id }) => id))).toEqual(new Set([one.id, two.id, three.id]));
  const limited = await look((reader) => reader.unfinished(2));
  expect([limited?.sightings.length, limited?.total]).toEqual([2, 3]);

  await world.finish(one);
  await expect.poll(async () => (await seen()).map(({ id }) => id).sort()).toEqual([two.id, three.id].sort());
  const history = await look((reader) => reader.usualDurations([first, second, "never seen"]));
  expect([...(history?.keys() ?? [])]).toEqual(expected.hasHistory ? [first] : []);
  for (const duration of history?.values() ?? []) expect(duration).toBeGreaterThanOrEqual(0);

  await world.kill();
  if (expected.killed === "gone") return expectNothingLeft(look);
  const wanted =
    expected.killed === "unproven" ? (expected.sign === null ? "none" : "checkpoint") : `${expected.sign}: dead`;
  await expect.poll(async () => (await seen()).map(signOf), { timeout: 15_000 }).toEqual([wanted, wanted]);
  expect(await look((reader) => reader.anyUnfinished())).toBe(true);
  for (const orphan of await seen()) {
    const recovery = await look((reader) => Promise.resolve(reader.recovery(orphan)));
    expect(
      recovery?.every((line) => line.trim() !== ""),
      "recovery",
    ).toBe(true);
  }
}

async function expectNothingLeft(look: EngineWorld["look"]): Promise<void> {
  await expect.poll(() => look((reader) => reader.anyUnfinished())).not.toBe(true);
  expect((await look((reader) => reader.unfinished(LIMIT)))?.total ?? 0).toBe(0);
}

/** Whatever the tables hold: every unfinished execution is said, once, and nothing is thrown. */
export async function saysGarbage(world: EngineWorld): Promise<void> {
  const before = (await world.look((reader) => reader.unfinished(LIMIT)))?.total ?? 0;
  const count = before + (await world.garbage());
  const all = await world.look((reader) => reader.unfinished(LIMIT));
  expect(all?.total).toBe(count);
  expect(new Set(all?.sightings.map(({ id }) => id)).size).toBe(count);
  for (const { id, job, startedAt } of all?.sightings ?? []) {
    expect([id, job]).not.toContain("");
    expect(Number.isNaN(startedAt?.getTime() ?? 0)).toBe(false);
  }
}

function signOf(sighting: Sighting | undefined): string {
  const sign = sighting?.signs[0];
  if (sign === undefined) return "none";
  if (sign.kind === "checkpoint") return "checkpoint";
  const alive = sign.kind === "lock" ? sign.held : sign.ageMs <= sign.deadAfterMs;
  return `${sign.kind}: ${alive ? "alive" : "dead"}`;
}
