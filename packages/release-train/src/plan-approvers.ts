import { mayDecide, type Person } from "./decision.js";
import { skipsOf } from "./skips.js";
import type { Train } from "./train.js";
import type { TrainPlan } from "./train-plan.js";

/**
 * Of each of these lists somebody must approve the plan: the train's own, and that of every approval that the plan
 * leaves out, for a skip must not go round the people whom the step would have asked. Lists for anybody are left out.
 */
export function approverLists(train: Train, plan: TrainPlan): readonly (readonly string[])[] {
  const skips = skipsOf(plan);
  const skipped = new Set(plan.steps.filter(({ key }) => skips[key] !== undefined).map(({ id }) => id));
  const lists = train.steps.flatMap((step) =>
    step.type === "approval" && skipped.has(step.id) ? [step.approvers ?? []] : [],
  );
  return [train.approvers ?? [], ...lists].filter((list) => list.length > 0);
}

/** The lists that still lack an approval after this person's. */
export const listsWithout = (lists: readonly (readonly string[])[], by: Person): readonly (readonly string[])[] =>
  lists.filter((list) => !mayDecide(list, by));

/** Everybody on some list, once. */
export const everybodyOn = (lists: readonly (readonly string[])[]): readonly string[] => [...new Set(lists.flat())];
