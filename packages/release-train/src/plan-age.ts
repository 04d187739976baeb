import type { TrainPlan } from "./train-plan.js";

/** For so long a plan needs no second look before the first write. */
const FRESH_MS = 5 * 60_000;

const plannedAt = new WeakMap<TrainPlan, number>();

/** Remembers that this process made a plan now. A plan from a file has no age that anybody could trust. */
export function rememberPlan(plan: TrainPlan, now: Date): TrainPlan {
  plannedAt.set(plan, now.getTime());
  return plan;
}

/** True for a plan that this process itself made within the last five minutes. */
export function isFreshPlan(plan: TrainPlan, now: Date): boolean {
  const at = plannedAt.get(plan);
  return at !== undefined && now.getTime() - at < FRESH_MS;
}
