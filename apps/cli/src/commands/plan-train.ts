import { trainNeedsConfig } from "../errors.js";
import type { ExitCode } from "../exit-codes.js";
import { list, type Session } from "../session.js";
import { checkParameters } from "../trains/check-parameters.js";
import { answerPlan, planFresh } from "../trains/start-run.js";
import { readParameters, trainNamed } from "../trains/train-named.js";
import { type TrainWiring, withTrains } from "../wiring/trains.js";

export const run = (session: Session): Promise<ExitCode> => withTrains(session, (wiring) => plan(session, wiring));

async function plan(session: Session, wiring: TrainWiring): Promise<ExitCode> {
  const [name = ""] = session.positionals;
  if (wiring.config.file === null) throw trainNeedsConfig(name);
  const set = readParameters(list(session, "set"));
  checkParameters(name, wiring.config, set);
  const train = trainNamed(name, wiring.config, set);
  return answerPlan(session, await planFresh(session, wiring, train));
}
