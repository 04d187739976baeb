import type { PlannedStep } from "../train-plan.js";
import type { StepRun } from "./step-run.js";

/** What was approved for a step: its own line of the plan, else that of all its items. */
export const plannedFor = ({ plan, key, step }: StepRun): PlannedStep | undefined =>
  plan.steps.find((planned) => planned.key === key) ?? plan.steps.find((planned) => planned.key === step.id);
