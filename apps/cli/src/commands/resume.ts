import { resumeTrain, type RunOptions } from "@signalbox/release-train";
import type { ExitCode } from "../exit-codes.js";
import type { Session } from "../session.js";
import { chooseRun, isOpen, overWith } from "../trains/choose-run.js";
import { driveRun } from "../trains/drive.js";
import { planOf } from "../trains/run-document.js";
import { trainNamed, type Parameters } from "../trains/train-named.js";
import { type TrainWiring, withTrains } from "../wiring/trains.js";

export const run = (session: Session): Promise<ExitCode> => withTrains(session, (wiring) => goOn(session, wiring));

async function goOn(session: Session, wiring: TrainWiring): Promise<ExitCode> {
  const { engine, kinds, config } = wiring;
  const runId = await chooseRun(engine, session.positionals[0]);
  const known = await engine.inspect(runId);
  if (!isOpen(known)) throw overWith(known);
  const parameters = (planOf(known)?.parameters ?? {}) as Parameters;
  const trains = (name: string) => trainNamed(name, config, parameters);
  const resume = (options: RunOptions) => resumeTrain({ engine, trains, kinds, runId }, options);
  return driveRun(session, wiring, { known, start: resume, resume });
}
