import { readPlan } from "@signalbox/release-core";
import { readTrainPlan } from "@signalbox/release-train";
import { readPlanFile } from "../config/read-plan-file.js";
import { EXIT, type ExitCode } from "../exit-codes.js";
import { applyPlans } from "../operate.js";
import { planText } from "../output/plan-text.js";
import { count } from "../output/style.js";
import { confirm, isSet, pathOf, positive, type Session } from "../session.js";
import { startRun } from "../trains/start-run.js";
import { boardOperation, type SetBoardRelease } from "../wiring/board-operation.js";
import { isPlayOperation, playOperation } from "../wiring/play-operation.js";
import { type TrainWiring, withTrains } from "../wiring/trains.js";
import { plansIn, stagesOf } from "../trains/plans-in.js";

export async function run(session: Session): Promise<ExitCode> {
  const value = await readPlanFile(pathOf(session, session.positionals[0] ?? ""));
  return withTrains(session, (wiring) => applied(session, value, wiring));
}

async function applied(session: Session, value: unknown, wiring: TrainWiring): Promise<ExitCode> {
  if ((value as { kind?: unknown } | null)?.kind === "train") {
    const plan = readTrainPlan(value);
    return startRun(session, wiring, plan.train, plan);
  }
  const plans = plansIn(value).map(readPlan);
  const { stateDir } = wiring.config;
  const stages = stagesOf(plans, wiring.kinds).map((stage) => {
    const { operation } = stage;
    if (isPlayOperation(operation)) return { ...stage, operation: playOperation(operation, stateDir) };
    if (operation.kind !== "set-board-release") return stage;
    return { ...stage, operation: boardOperation(operation as SetBoardRelease, stateDir) };
  });
  const actions = plans.reduce((sum, plan) => sum + plan.actions.length, 0);
  const shown = (style: Session["out"]["style"]): string => plans.map((plan) => planText(plan, style)).join("\n\n");
  if (isSet(session, "dry-run")) {
    session.out.answer(value, shown);
    return EXIT.ok;
  }
  if (actions > 0 && !isSet(session, "yes")) session.out.note(shown(session.out.style));
  const what = count(actions, "action");
  if (actions > 0) await confirm(session, `Apply ${what}?`, `${what} would be applied`);
  return applyPlans(session, stages, positive(session, "concurrency") ?? wiring.config.concurrency);
}
