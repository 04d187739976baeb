import { canonicalJson, contextOf, type Json, planUnreadable, redactJson, toJson } from "@signalbox/release-core";
import { type Decision, mayDecide } from "./decision.js";
import { approvalStale } from "./decision-errors.js";
import { definitionOf } from "./definition.js";
import { defineTrain } from "./define-train.js";
import type { Engine, RunRecord } from "./engine-port.js";
import { planHasSecret, planOfOtherDefinition, trainChanged, trainHasProblems, trainUnknown } from "./errors.js";
import { isFreshPlan } from "./plan-age.js";
import { approverLists, everybodyOn, listsWithout } from "./plan-approvers.js";
import { readTrainPlan } from "./read-train-plan.js";
import type { RunOptions } from "./run/step-run.js";
import { type RunInput, trainWorkflow } from "./run/train-workflow.js";
import type { Kinds, Train } from "./train.js";
import type { TrainPlan } from "./train-plan.js";

export interface RunTrain {
  readonly engine: Engine;
  readonly train: Train;
  readonly kinds: Kinds;
  /** Names the run for good: letters, digits, `.`, `_`, `-`. */
  readonly runId: string;
  readonly plan: TrainPlan;
  /**
   * The caller's own approval of the plan; counts when the person is an approver of the train, or of an approval that the plan
   * leaves out.
   */
  readonly decision?: Decision | undefined;
}

/**
 * Starts a run of a train by its plan, and drives it until it ends or only waits. The plan must be approved first
 * (key `plan`); then everything is looked at once more, then the steps run. The second look is left out only for a plan
 * that this process made a moment ago and that `decision` approves at once.
 * @throws ReleaseError `ERR_TRAIN_INVALID`, `ERR_PLAN_UNREADABLE`, `ERR_PLAN_TAMPERED`, `ERR_TRAIN_CHANGED`,
 * `ERR_TRAIN_HAS_PROBLEMS`, `ERR_APPROVAL_STALE`, `ERR_PLAN_HAS_SECRET` (all before a run exists), `ERR_RUN_EXISTS`, `ERR_RUN_LOCKED`; the reason
 * of an aborted signal. A step that fails is no exception: it is in the record.
 */
export async function runTrain(given: RunTrain, options: RunOptions = {}): Promise<RunRecord> {
  const { engine, kinds, runId, decision } = given;
  const train = defineTrain(given.train, kinds);
  const plan = readTrainPlan(given.plan);
  if (plan.train !== train.name) throw planUnreadable(`it is a plan of the train ${plan.train}, not of ${train.name}`);
  if (plan.definition !== definitionOf(train)) throw planOfOtherDefinition(train.name);
  if (plan.problems.length > 0) throw trainHasProblems(train.name, toJson(plan.problems) as readonly Json[]);
  if (decision?.digest !== undefined && decision.digest !== plan.digest)
    throw approvalStale("plan", decision.digest, plan.digest);
  const { signal, now } = contextOf(options);
  signal.throwIfAborted();

  const input: RunInput = { format: 1, train: train.name, plan };
  const body = toJson(input);
  if (canonicalJson(redactJson(body)) !== canonicalJson(body)) throw planHasSecret(train.name);
  await engine.create(runId, body);
  const lists = approverLists(train, plan);
  const counts = decision !== undefined && mayDecide(everybodyOn(lists), decision.by);
  if (counts) await engine.signal(runId, "plan", toJson({ ...decision, digest: plan.digest, at: now().toISOString() }));
  const isProved = counts && listsWithout(lists, decision.by).length === 0 && isFreshPlan(given.plan, now());
  const workflow = trainWorkflow(train, kinds, { ...options, isProved });
  return engine.drive(runId, workflow, { signal, onChange: options.onRecord });
}

export interface ResumeTrain {
  readonly engine: Engine;
  /** The trains of the configuration, by name. */
  readonly trains: (name: string) => Train | undefined;
  readonly kinds: Kinds;
  readonly runId: string;
}

/**
 * Goes on with a run: after a crash, a wait, a failure. Finished steps are not done again; a cut one is decided by
 * looking at reality.
 * @throws ReleaseError `ERR_RUN_NOT_FOUND`, `ERR_JOURNAL_DAMAGED`, `ERR_RUN_LOCKED`, `ERR_TRAIN_UNKNOWN`,
 * `ERR_TRAIN_CHANGED`, `ERR_TRAIN_INVALID`; the reason of an aborted signal
 */
export async function resumeTrain(given: ResumeTrain, options: RunOptions = {}): Promise<RunRecord> {
  const { engine, kinds, runId } = given;
  const record = await engine.inspect(runId);
  if (record.status === "finished" || record.status === "aborted") return record;
  const { train: name, plan } = record.input as unknown as RunInput;
  const found = given.trains(name);
  if (found === undefined) throw trainUnknown(name, runId);
  const train = defineTrain(found, kinds);
  if (definitionOf(train) !== plan.definition) throw trainChanged(name, runId);
  return engine.drive(runId, trainWorkflow(train, kinds, options), {
    signal: options.signal,
    onChange: options.onRecord,
  });
}
