import { resumeTrain, type RunOptions } from "@signalbox/release-train";
import type { ExitCode } from "../exit-codes.js";
import type { Session } from "../session.js";
import { chooseRun, isOpen, overWith } from "../trains/choose-run.js";
import { driveRun } from "../trains/drive.js";
import { planOf } from "../trains/run-document.js";
import { trainNamed, type Parameters } from "../trains/train-named.js";
import { openTrains } from "../wiring/trains.js";

export async function run(session: Session): Promise<ExitCode> {
  const wiring = await openTrains(session);
  const { engine, kinds, config } = wiring;
  const runId = await chooseRun(engine, session.positionals[0]);
  const known = await engine.inspect(runId);
  if (!isOpen(known)) throw overWith(known);
  const parameters = (planOf(known)?.parameters ?? {}) as Parameters;
  const trains = (name: string) => trainNamed(name, config, parameters);
  const resume = (options: RunOptions) => resumeTrain({ engine, trains, kinds, runId }, options);
  return driveRun(session, wiring, { known, start: resume, resume });
}
