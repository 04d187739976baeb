import type { TrainPlan } from "./train-plan.js";

/** The steps that a plan leaves out, by id or key, with the reason. They stand in the bound, so they are approved with it. */
export function skipsOf(plan: TrainPlan): { readonly [step: string]: string } {
  return Object.fromEntries(
    plan.steps.flatMap(({ key, bound }) => {
      const reason = (bound as { readonly skipped?: unknown } | null)?.skipped;
      return typeof reason === "string" ? [[key, reason] as const] : [];
    }),
  );
}
