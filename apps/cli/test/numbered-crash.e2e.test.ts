import type { ChildProcess } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { runDocument, runsDocument } from "./support/documents.js";
import { serveNumbers, type ServedNumbers } from "./support/serve-numbered.js";

const RUN = "run release --yes --json --concurrency 3";
const RESUME = "resume --json --concurrency 3";
const LOOK_MS = 3;

/** At every second push, the sides in turns; with `EXHAUSTIVE=1` at every one. */
const IS_EXHAUSTIVE = process.env["EXHAUSTIVE"] === "1";
const STRIDE = IS_EXHAUSTIVE ? 1 : 2;

/** Where a push is when the program is killed: the remote was asked, or it has moved the ref and not answered yet. */
type Moment = "asked" | "landed";

const pushes = ({ server }: ServedNumbers): number =>
  server.requests.filter(({ write, method }) => write && method === "POST").length;

/** Kills the program as soon as the next push but `STRIDE - 1` is there; gives back what stops the watch. */
function killAt(moment: Moment, served: ServedNumbers, child: ChildProcess, seen: number): () => void {
  let isOver = false;
  const watch = async (): Promise<void> => {
    while (!isOver) {
      const count = moment === "asked" ? pushes(served) : await served.landed();
      if (count >= seen + STRIDE) return void child.kill("SIGKILL");
      await wait(LOOK_MS);
    }
  };
  void watch();
  return () => (isOver = true);
}

/** Drives the train to its end, killing it at pushes, before and after the remote took them. */
async function travel(served: ServedNumbers, moments: readonly Moment[]): Promise<number> {
  let kills = 0;
  for (let turn = 0; turn < 100; turn += 1) {
    const { runs } = runsDocument.parse((await served.cli("runs --json")).json());
    if (runs[0]?.status === "finished") return kills;
    const moment = moments[turn % moments.length];
    const seen = moment === "landed" ? await served.landed() : pushes(served);
    let stop = (): unknown => undefined;
    const answer = await served.cli(runs.length === 0 ? RUN : RESUME, {
      onStart: (child) => {
        if (moment !== undefined) stop = killAt(moment, served, child, seen);
      },
    });
    stop();
    if (answer.signal === "SIGKILL") kills += 1;
    else
      for (const { step, kind } of runDocument.parse(answer.json()).waits) {
        if (kind === "approval") await served.cli(`approve ${runs[0]?.run ?? ""} ${step} --as mara`);
      }
  }
  throw new Error("The train did not end.");
}

test("kill -9 at the pushes of a numbered release, before and after the remote took them: the same refs, each moved once", async () => {
  const calm = await serveNumbers();
  expect(await travel(calm, [])).toBe(0);
  const rough = await serveNumbers({ hookMs: 150 });
  expect(await travel(rough, ["asked", "landed"])).toBeGreaterThan(IS_EXHAUSTIVE ? 10 : 5);
  expect(await rough.refs()).toEqual(await calm.refs());
  expect(await rough.refUpdates()).toBe(await calm.refUpdates());
  expect((await rough.cli("plan release --detailed-exitcode")).code).toBe(0);
}, 600_000);
