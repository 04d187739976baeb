import type { Json } from "@signalbox/release-core";
import type { TrainPlan } from "./train-plan.js";

/** By id or key of a step, why. Both kinds stand in the bounds of a plan, so they are approved with it. */
export type Reasons = { readonly [step: string]: string };

/** The steps that a plan leaves out. */
export const skipsOf = (plan: TrainPlan): Reasons => reasonsIn(plan, "skipped");

/** What a plan leaves out and waives: the options that make the same plan again. */
export const planReasons = (plan: TrainPlan): { readonly skips: Reasons; readonly waivers: Reasons } => ({
  skips: skipsOf(plan),
  waivers: reasonsIn(plan, "waived"),
});

/** Why a gate is waived, if it is. */
export function waiverIn(bound: Json): string | undefined {
  const reason = (bound as { readonly waived?: unknown } | null)?.waived;
  return typeof reason === "string" ? reason : undefined;
}

function reasonsIn(plan: TrainPlan, member: "skipped" | "waived"): Reasons {
  return Object.fromEntries(
    plan.steps.flatMap(({ key, bound }) => {
      const reason = (bound as { readonly [name: string]: unknown } | null)?.[member];
      return typeof reason === "string" ? [[key, reason] as const] : [];
    }),
  );
}
