import { canonicalJson, digestOf, isSubsetOf, ReleaseError, toJson, type Json } from "@signalbox/release-core";
import type { PlannedStep, TrainPlan } from "@signalbox/release-train";
import type { Difference } from "../output/run-text.js";

/** What changed in one step between the approved plan and a fresh one. */
export interface StepDifference extends Difference {
  readonly step: string;
}

/** Steps of which a fresh plan is not covered by the approved one. A gate's verdict and a report's facts are none. Pure. */
export function differencesOf(approved: TrainPlan, fresh: TrainPlan): readonly StepDifference[] {
  const keys = [...new Set([...approved.steps, ...fresh.steps].map(({ key }) => key))];
  return keys.flatMap((key) => {
    const [before, now] = [approved, fresh].map((plan) => plan.steps.find((step) => step.key === key));
    return isCovered(before, now) ? [] : [{ step: key, ...actionsOnlyIn(before, now) }];
  });
}

function isCovered(before: PlannedStep | undefined, now: PlannedStep | undefined): boolean {
  if (before === undefined || now === undefined || before.type !== now.type || before.uses !== now.uses) return false;
  if (canonicalJson(before.bound) !== canonicalJson(now.bound)) return false;
  if (before.plan === null || now.plan === null) return before.plan === now.plan;
  return now.plan.problems.length === 0 && isSubsetOf(now.plan, before.plan);
}

function actionsOnlyIn(before: PlannedStep | undefined, now: PlannedStep | undefined): Difference {
  const [old, fresh] = [before?.plan?.actions ?? [], now?.plan?.actions ?? []];
  const lacking = (from: typeof old, others: typeof old): typeof old => {
    const known = new Set(others.map((action) => digestOf(toJson(action))));
    return from.filter((action) => !known.has(digestOf(toJson(action))));
  };
  return { added: lacking(fresh, old), removed: lacking(old, fresh) };
}

export const trainStale = (plan: TrainPlan, fresh: TrainPlan, differences: readonly StepDifference[]): ReleaseError =>
  new ReleaseError({
    code: "ERR_PLAN_STALE",
    message: `What ${plan.train} would do changed after the plan was made, in ${differences.map(({ step }) => step).join(", ")}; nothing was written.`,
    hint: `Look at the difference, then make a fresh plan: signalbox plan ${plan.train} --out <file>.`,
    details: toJson({
      approved: plan.digest,
      fresh: fresh.digest,
      differences,
      problems: fresh.problems,
    }) satisfies Json,
  });
