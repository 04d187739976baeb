import { planUnreadable, type Operation, type Plan } from "@signalbox/release-core";
import type { Kinds } from "@signalbox/release-train";

/** The plans of a file: one, or `{ format, plans, failures }` of several repositories. */
export function plansIn(value: unknown): readonly unknown[] {
  const { plans, failures } = (value ?? {}) as { readonly plans?: unknown; readonly failures?: unknown };
  if (!Array.isArray(plans)) return [value];
  if (Array.isArray(failures) && failures.length > 0)
    throw planUnreadable("some of its repositories could not be planned");
  return plans;
}

/** The one operation that made all these plans. @throws ReleaseError `ERR_PLAN_UNREADABLE` */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the kernel checks a plan against its operation
export function operationOf(plans: readonly Plan[], kinds: Kinds): Operation<any, any, any> {
  const [kind, other] = [...new Set(plans.map((plan) => plan.kind))];
  const operation = kind === undefined ? undefined : kinds.operations[kind];
  if (operation === undefined)
    throw planUnreadable(kind === undefined ? "there is no plan in it" : `this program has no operation ${kind}`);
  if (other !== undefined) throw planUnreadable(`it mixes plans of ${kind} and ${other}`);
  return operation;
}
