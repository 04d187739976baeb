import { describe, expect, it } from "vitest";
import {
  type Decision,
  decide,
  type Engine,
  journalEngine,
  planTrain,
  resumeTrain,
  type RunRecord,
  runTrain,
  type Train,
} from "../src/index.js";
import { stillClock, tempFolder } from "./fixture/clock.js";
import { fileWorld, type World } from "./fixture/file-world.js";
import { weekly } from "./fixture/train.js";

const by = (as: string) => ({ as, email: `${as}@example.org`, osUser: as, host: "desk" });
const approve = (as: string, more: Partial<Decision> = {}): Decision => ({ verdict: "approve", by: by(as), ...more });

interface Stage {
  readonly world: World;
  readonly engine: Engine;
  readonly clock: ReturnType<typeof stillClock>;
  readonly options: { readonly now: () => Date; readonly commands: World["commands"] };
  start(decision?: Decision): Promise<RunRecord>;
  resume(): Promise<RunRecord>;
  say(key: string, decision: Decision): Promise<void>;
}

async function stage(train: Train = weekly, patienceMs = 0): Promise<Stage> {
  const root = tempFolder();
  const world = fileWorld(`${root}/world`);
  const clock = stillClock();
  const engine = journalEngine({ dir: `${root}/runs`, now: clock.now, sleep: clock.sleep, patienceMs });
  const options = { now: clock.now, commands: world.commands };
  const trains = (name: string) => (name === train.name ? train : undefined);
  return {
    world,
    engine,
    clock,
    options,
    start: async (decision) =>
      runTrain(
        {
          engine,
          train,
          kinds: world.kinds,
          runId: "r1",
          plan: await planTrain(train, world.kinds, options),
          decision,
        },
        options,
      ),
    resume: () => resumeTrain({ engine, trains, kinds: world.kinds, runId: "r1" }, options),
    say: (key, decision) => decide({ engine, runId: "r1", key, decision }, options),
  };
}

const waitKeys = (record: RunRecord) => record.waits.map((wait) => wait.key);

describe("a run of a train", () => {
  it("goes from the plan's approval over a gate and two signatures to its end", async () => {
    const { start, resume, say, world } = await stage();
    expect(waitKeys(await start())).toEqual(["plan"]);
    await say("plan", approve("ann"));
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
  });
});
