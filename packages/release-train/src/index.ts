export type {
  ApprovalStep,
  CommandStep,
  DeclaredBound,
  GateStep,
  InputSource,
  Kinds,
  Known,
  OperationStep,
  Read,
  ReadStep,
  Step,
  Train,
} from "./train.js";
export { defineTrain } from "./define-train.js";
export { trainSchema } from "./train-schema.js";
export { itemName, stepKey } from "./step-key.js";
export { planStale, type TrainProblem } from "./errors.js";

export type { PlannedStep, TrainPlan } from "./train-plan.js";
export { planReasons } from "./skips.js";
export { planTrain, type PlanTrainOptions } from "./plan-train.js";
export { planDifferences, type StepDifference } from "./plan-differences.js";
export { readTrainPlan } from "./read-train-plan.js";

export { resumeTrain, runTrain, type ResumeTrain, type RunTrain } from "./run-train.js";
export type { RunOptions } from "./run/step-run.js";
export type { CommandEnd, CommandRunner } from "./command-port.js";
export { abortRun, decide, type AbortRun, type Decide, type Decided } from "./decide.js";
export { mayDecide, type DatedDecision, type Decision, type DecisionRequest, type Person } from "./decision.js";

export {
  topicOf,
  type DriveOptions,
  type Engine,
  type EngineContext,
  type PollAnswer,
  type PollEnd,
  type RunRecord,
  type SignalOptions,
  type SignalRecord,
  type StepRecord,
  type WaitRecord,
  type Workflow,
} from "./engine-port.js";
export { errorJson, reviveError, type ErrorJson } from "./error-json.js";
export { journalEngine, type JournalEngine, type JournalEngineOptions } from "./journal/journal-engine.js";
export { type HeldLock, takeLock } from "./journal/lock.js";
export { thisMachine, type Machine } from "./journal/machine.js";
export type { Entry, EntryBody, Owner } from "./journal/entry.js";
export { readJournal, type ReadJournal } from "./journal/read-journal.js";
export { replay } from "./journal/replay.js";
