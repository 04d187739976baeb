import { type Action, canonicalJson, digestOf, isSubsetOf, toJson } from "@signalbox/release-core";
import type { PlannedStep, TrainPlan } from "./train-plan.js";

/** What changed in one step between the approved plan and a fresh one. */
export interface StepDifference {
  readonly step: string;
  /** Actions that nobody approved. */
  readonly added: readonly Action[];
  readonly removed: readonly Action[];
}

/**
 * The steps of which a fresh plan is not covered by the approved one. Less to do is covered; a gate's verdict and a
 * report's facts are no difference. Pure.
 */
export function planDifferences(approved: TrainPlan, fresh: TrainPlan): readonly StepDifference[] {
  const keys = [...new Set([...approved.steps, ...fresh.steps].map(({ key }) => key))];
  return keys.flatMap((key) => {
    const [before, now] = [approved, fresh].map((plan) => plan.steps.find((step) => step.key === key));
    return isCovered(before, now) ? [] : [{ step: key, ...actionsOnlyIn(before, now) }];
  });
}

function isCovered(before: PlannedStep | undefined, now: PlannedStep | undefined): boolean {
  if (before === undefined || now === undefined || before.type !== now.type || before.uses !== now.uses) return false;
  if (canonicalJson(toJson([before.needs, before.bound])) !== canonicalJson(toJson([now.needs, now.bound])))
    return false;
  if (before.plan === null || now.plan === null) return before.plan === now.plan;
  return now.plan.problems.length === 0 && isSubsetOf(now.plan, before.plan);
}

function actionsOnlyIn(before: PlannedStep | undefined, now: PlannedStep | undefined): Omit<StepDifference, "step"> {
  const [old, fresh] = [before?.plan?.actions ?? [], now?.plan?.actions ?? []];
  const lacking = (from: readonly Action[], others: readonly Action[]): readonly Action[] => {
    const known = new Set(others.map((action) => digestOf(toJson(action))));
    return from.filter((action) => !known.has(digestOf(toJson(action))));
  };
  return { added: lacking(fresh, old), removed: lacking(old, fresh) };
}
