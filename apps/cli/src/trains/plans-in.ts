import { planUnreadable, type Plan } from "@signalbox/release-core";
import type { Kinds } from "@signalbox/release-train";
import type { Stage } from "../operate.js";

/** The plans of a file: one, or `{ format, plans, failures }` of several repositories. */
export function plansIn(value: unknown): readonly unknown[] {
  const { plans, failures } = (value ?? {}) as { readonly plans?: unknown; readonly failures?: unknown };
  if (!Array.isArray(plans)) return [value];
  if (Array.isArray(failures) && failures.length > 0)
    throw planUnreadable("some of its repositories could not be planned");
  return plans;
}

/** The plans by the operations that made them, in the order of the file. @throws ReleaseError `ERR_PLAN_UNREADABLE` */
export function stagesOf(plans: readonly Plan[], kinds: Kinds): readonly Stage[] {
  if (plans.length === 0) throw planUnreadable("there is no plan in it");
  return [...new Set(plans.map(({ kind }) => kind))].map((kind) => {
    const operation = kinds.operations[kind];
    if (operation === undefined) throw planUnreadable(`this program has no operation ${kind}`);
    return { operation, plans: plans.filter((plan) => plan.kind === kind) };
  });
}
