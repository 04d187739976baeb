import { writeFile } from "node:fs/promises";
import {
  planDifferences,
  planReasons,
  planStale,
  planTrain,
  resumeTrain,
  runTrain,
  type Train,
  type TrainPlan,
} from "@signalbox/release-train";
import { readOperator } from "../config/operator.js";
import { EXIT, exitCodeOfProblems, type ExitCode } from "../exit-codes.js";
import { startProgress } from "../output/progress.js";
import { differenceLines } from "../output/run-text.js";
import { actionsOf, trainPlanText } from "../output/train-plan-text.js";
import { confirm, isSet, pathOf, positive, text, type Session } from "../session.js";
import { hideStateFolder } from "../wiring/state-folder.js";
import { noteStaleClones } from "../wiring/repositories.js";
import type { TrainWiring } from "../wiring/trains.js";
import { newRunId, refuseBeside } from "./choose-run.js";
import { personOf } from "./decide-step.js";
import { driveRun } from "./drive.js";
import { skipsOf, waiversOf } from "./plan-options.js";
import { sameCommand } from "./same-command.js";
import { trainNamed, type Parameters } from "./train-named.js";

/** Plans a train as the command line says; with an approved plan, as that says. */
export async function planFresh(
  session: Session,
  wiring: TrainWiring,
  train: Train,
  approved?: TrainPlan,
): Promise<TrainPlan> {
  const progress = startProgress(session);
  const concurrency = positive(session, "concurrency") ?? wiring.config.concurrency;
  const reasons =
    approved === undefined
      ? { skips: skipsOf(session, train), waivers: waiversOf(session, train) }
      : planReasons(approved);
  const plan = await planTrain(train, wiring.kinds, {
    ...{ ...progress.options, concurrency, ...reasons },
    sameCommand: sameCommand(session, train.name, approved),
  }).finally(progress.end);
  noteStaleClones(session, wiring);
  return plan;
}

/** Writes a plan to `--out`, shows it, and says by the exit code whether it can be done. */
export async function answerPlan(session: Session, plan: TrainPlan): Promise<ExitCode> {
  const out = text(session, "out");
  if (out !== undefined) await writePlan(session, out, plan);
  session.out.answer(plan, (style) => trainPlanText(plan, style));
  if (out !== undefined) {
    const next =
      plan.problems.length > 0
        ? "it cannot be run before its problems are solved"
        : `run it with: signalbox run ${plan.train} --plan ${out}`;
    session.out.note(`The plan is in ${out}; ${next}`);
  }
  const code = exitCodeOfProblems(plan.problems);
  return code === EXIT.ok && isSet(session, "detailed-exitcode") && actionsOf(plan) > 0 ? EXIT.somethingToDo : code;
}

const writePlan = (session: Session, out: string, plan: TrainPlan): Promise<void> =>
  writeFile(pathOf(session, out), `${JSON.stringify(plan, null, 2)}\n`);

/**
 * Starts a run: plans (or proves that an approved plan still holds), shows, asks, runs.
 * @throws ReleaseError `ERR_PLAN_STALE` when reality is not as the approved plan expects; nothing is written then
 */
export async function startRun(
  session: Session,
  wiring: TrainWiring,
  name: string,
  given: Parameters | TrainPlan,
): Promise<ExitCode> {
  const approved = "digest" in given ? (given as TrainPlan) : undefined;
  const train = trainNamed(
    name,
    wiring.config,
    approved === undefined ? (given as Parameters) : (approved.parameters as Parameters),
  );
  const fresh = await planFresh(session, wiring, train, approved);
  if (approved !== undefined) refuseStale(session, approved, fresh);
  const plan = approved ?? fresh;
  const out = text(session, "out");
  const isPlanOnly = isSet(session, "dry-run") || (out !== undefined && !isSet(session, "yes"));
  if (fresh.problems.length > 0 || isPlanOnly) return answerPlan(session, fresh);
  if (out !== undefined) await writePlan(session, out, fresh);

  const { engine, kinds } = wiring;
  if (!isSet(session, "beside")) {
    for (const run of await refuseBeside(engine, name, plan.parameters))
      session.out.note(`The run ${run} of ${name} with other parameters is open too.`);
  }
  if (!isSet(session, "yes")) session.out.note(trainPlanText(plan, session.out.style));
  await confirm(session, `Run ${name} as planned?`, `The train ${name} would be started`);
  await hideStateFolder(wiring.config.stateDir);
  const runId = newRunId(name, new Date(), Math.random);
  session.out.note(session.out.style.dim(`run ${runId}`));
  const by = personOf(session, await readOperator(session.env, session.cwd));
  const decision = { verdict: "approve" as const, by, digest: plan.digest, comment: text(session, "comment") };
  return driveRun(session, wiring, {
    known: null,
    start: (options) => runTrain({ engine, train, kinds, runId, plan, decision }, options),
    resume: (options) => resumeTrain({ engine, trains: () => train, kinds, runId }, options),
  });
}

function refuseStale(session: Session, approved: TrainPlan, fresh: TrainPlan): void {
  const differences = planDifferences(approved, fresh);
  if (differences.length === 0) return;
  const { style } = session.out;
  for (const difference of differences) {
    session.out.note([style.bold(difference.step), ...differenceLines(difference, style)].join("\n"));
  }
  throw planStale(approved, fresh, differences);
}
