import { readTrainPlan } from "@signalbox/release-train";
import { readPlanFile } from "../config/read-plan-file.js";
import { trainNeedsConfig, usage } from "../errors.js";
import type { ExitCode } from "../exit-codes.js";
import { list, pathOf, text, type Session } from "../session.js";
import { checkParameters } from "../trains/check-parameters.js";
import { startRun } from "../trains/start-run.js";
import { readParameters, type Parameters } from "../trains/train-named.js";
import { withTrains } from "../wiring/trains.js";

export async function run(session: Session): Promise<ExitCode> {
  const [name = ""] = session.positionals;
  const file = text(session, "plan");
  const given =
    file === undefined
      ? readParameters(list(session, "set"))
      : readTrainPlan(await readPlanFile(pathOf(session, file)));
  if (file !== undefined && ["set", "skip", "only", "waive"].some((option) => list(session, option).length > 0)) {
    throw usage(
      "--plan says it all: --set, --skip, --only and --waive cannot change an approved plan.",
      "Give them to `signalbox plan`.",
    );
  }
  return withTrains(session, async (wiring) => {
    if (wiring.config.file === null) throw trainNeedsConfig(name);
    if (file === undefined) checkParameters(name, wiring.config, given as Parameters);
    return startRun(session, wiring, name, given);
  });
}
