import { type Json, ReleaseError, toJson } from "@signalbox/release-core";
import type { StepDifference } from "./plan-differences.js";
import type { TrainPlan } from "./train-plan.js";

export interface TrainProblem {
  /** Where in the definition: `steps.2.needs.0`. */
  readonly path: string;
  readonly message: string;
}

export const trainInvalid = (name: string, problems: readonly TrainProblem[]): ReleaseError =>
  new ReleaseError({
    code: "ERR_TRAIN_INVALID",
    message: `The train ${name} is wrong: ${problems.map((problem) => `${problem.path}: ${problem.message}`).join("; ")}`,
    hint: "Correct the named places of the definition; every problem is listed.",
    details: { train: name, problems: problems.map((problem) => ({ ...problem })) },
  });

export const trainHasProblems = (train: string, problems: readonly Json[]): ReleaseError =>
  new ReleaseError({
    code: "ERR_TRAIN_HAS_PROBLEMS",
    message: `The plan of the train ${train} names ${problems.length} problem(s), so nothing was written.`,
    hint: "Solve the problems listed, then plan again; a step may be left out with --skip and a reason.",
    details: { train, problems },
  });

export const trainUnknown = (train: string, runId: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_TRAIN_UNKNOWN",
    message: `The run ${runId} belongs to the train ${train}, which the configuration does not have.`,
    hint: "Use the configuration that the run was started with, or abort the run.",
    details: { train, runId },
  });

export const trainChanged = (train: string, runId: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_TRAIN_CHANGED",
    message: `The definition of the train ${train} is not the one that the run ${runId} was approved with.`,
    hint: "Put the earlier definition back and resume (a template may differ in another version of Signalbox), or abort the run and start a new one.",
    details: { train, runId },
  });

export const planOfOtherDefinition = (train: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_TRAIN_CHANGED",
    message: `The definition of the train ${train} is not the one that the plan was made of; nothing was written.`,
    hint: "Make a fresh plan and have it approved, or put the earlier definition back.",
    details: { train },
  });

/** What a train would do now is more than what was approved. */
export const planStale = (
  approved: TrainPlan,
  fresh: TrainPlan,
  differences: readonly StepDifference[],
): ReleaseError =>
  new ReleaseError({
    code: "ERR_PLAN_STALE",
    message: `What ${approved.train} would do changed after the plan was made, in ${differences.map(({ step }) => step).join(", ")}; nothing was written.`,
    hint: `Look at the difference, then make a fresh plan: signalbox plan ${approved.train} --out <file>.`,
    details: toJson({
      approved: approved.digest,
      fresh: fresh.digest,
      differences,
      problems: fresh.problems,
    }) satisfies Json,
  });

export const planTampered = (expected: string, found: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_PLAN_TAMPERED",
    message: "The train plan does not match its own digest: it was edited or damaged after it was made.",
    hint: "Make a fresh plan and have it approved; nothing was written.",
    details: { digest: found, expected },
  });

export const planHasSecret = (train: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_PLAN_HAS_SECRET",
    message: `The plan of the train ${train} contains something that looks like a secret, so no run was made of it.`,
    hint: "Take credentials out of repository addresses and parameters; give them through the environment.",
    details: { train },
  });

export const referenceMissing = (reference: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_REFERENCE_MISSING",
    message: `The reference ${reference} points at nothing.`,
    hint: "Look at the outcome of that step in the journal and correct the path of the reference.",
    details: { reference },
  });

export const itemsInvalid = (step: string, reason: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_ITEMS_INVALID",
    message: `The items of step ${step} cannot be used: ${reason}.`,
    hint: "forEach needs a list of strings or of objects with a name, each name once.",
    details: { step, reason },
  });

export const skippedNeeded = (step: string, skipped: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_SKIPPED_NEEDED",
    message: `Step ${step} takes its input from ${skipped}, which is skipped.`,
    hint: `Skip ${step} too, or do not skip ${skipped}.`,
    details: { step, skipped },
  });

export const stepHasProblems = (step: string, problems: readonly Json[], text: string, hint: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_PLAN_HAS_PROBLEMS",
    message: `Step ${step} cannot be done: ${text}`,
    hint,
    details: { step, problems },
  });

export const stepStale = (step: string, digest: string, difference: Json): ReleaseError =>
  new ReleaseError({
    code: "ERR_PLAN_STALE",
    message: `The plan of step ${step} is no longer the approved one; nothing was written by it.`,
    hint: `Look at the difference, then approve or reject step ${step}.`,
    details: { step, digest, difference },
  });

export const gateBlocked = (step: string, reason: string, hint: string, details: Json): ReleaseError =>
  new ReleaseError({
    code: "ERR_GATE_BLOCKED",
    message: `Step ${step} blocks: ${reason}`,
    hint,
    details: { step, ...(details as { readonly [key: string]: Json }) },
  });

export const gateTimedOut = (
  step: string,
  reason: string,
  waitedMs: number,
  approvers: readonly string[],
): ReleaseError =>
  new ReleaseError({
    code: "ERR_GATE_TIMEOUT",
    message: `Step ${step} did not pass within ${Math.round(waitedMs / 1000)} s: ${reason}`,
    hint: "Look at the evidence, then resume to look again, or waive the step with a reason.",
    details: { step, waitedMs, approvers },
    retryable: true,
  });

/** @param items those that the decision names; none: all of it */
export const rejected = (step: string, by: string, reason: string, items: readonly string[] = []): ReleaseError => {
  const all = step === "plan" ? "the plan" : `step ${step}`;
  return new ReleaseError({
    code: "ERR_APPROVAL_REJECTED",
    message: `${by} rejected ${items.length === 0 ? all : `${items.join(", ")} of ${all}`}: ${reason}`,
    hint: "Settle the reason, then abort this run and start a new one.",
    details: { step, by, reason, ...(items.length === 0 ? {} : { items: [...items] }) },
  });
};

export const stepsFailed = (failures: readonly Json[], message: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_STEPS_FAILED",
    message: `${failures.length} steps failed: ${message}`,
    hint: "See each failure's own hint, then resume; finished steps are not done again.",
    details: { failures },
  });

export const commandFailed = (
  step: string,
  argv: readonly string[],
  exitCode: number | null,
  output: string,
): ReleaseError =>
  new ReleaseError({
    code: "ERR_COMMAND_FAILED",
    message: `Step ${step}: ${argv[0] ?? "(no program)"} ended with ${exitCode === null ? "a signal" : `exit code ${exitCode}`}.`,
    hint: output === "" ? "Run the command by hand to see why, then resume." : `Its last words: ${output}`,
    details: { step, argv, exitCode },
  });

export const commandUnchecked = (step: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_COMMAND_NO_EFFECT",
    message: `Step ${step}: the command ended well, but its check says that nothing is as wished.`,
    hint: "Correct the command or its check, then resume.",
    details: { step },
  });

export const noCommandRunner = (step: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_NO_COMMAND_RUNNER",
    message: `Step ${step} runs a command, but this program was given nothing to run commands with.`,
    hint: "Pass `commands` in the options of runTrain and resumeTrain.",
    details: { step },
  });
