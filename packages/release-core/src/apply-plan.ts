import { type CallOptions, type Context, contextOf } from "./call-options.js";
import { planHasProblems, planUnreadable, wrapUnknown } from "./errors.js";
import { toJson } from "./json.js";
import type { Outcome } from "./outcome.js";
import type { Action, Applied, OutcomeName, Plan, Receipt } from "./plan.js";
import { readPlan } from "./read-plan.js";
import { isReleaseError } from "./release-error.js";

/** The context of `perform`: the parsed input of the plan too. */
export type PerformContext<Input> = Context & { readonly input: Input };

type Perform<A extends Action, Input, R> = (action: A, context: PerformContext<Input>) => Promise<Outcome<R>>;

/** Applies a plan action by action. Stops at the first failure or pending effect; the receipt names every action. */
export async function applyPlan<A extends Action, Input, R>(
  kind: string,
  given: Plan<A>,
  options: CallOptions | undefined,
  parse: (input: unknown) => Input,
  perform: Perform<A, Input, R>,
): Promise<Receipt<A, R>> {
  const plan = readPlan(given) as Plan<A>;
  if (plan.kind !== kind) throw planUnreadable(`it is a plan of ${plan.kind}, not of ${kind}`);
  if (plan.problems.length > 0) throw planHasProblems(plan.target, toJson(plan.problems));
  const context = { ...contextOf(options), input: parse(plan.input) };
  const applied: Applied<A, R>[] = [];
  const receipt = (): Receipt<A, R> => ({ kind, target: plan.target, applied: [...applied, ...skipped(plan.actions, applied.length)] });

  for (const [index, action] of plan.actions.entries()) {
    const place = { kind, target: plan.target, index, total: plan.actions.length, summary: action.summary };
    let begun = false;
    try {
      context.signal.throwIfAborted();
      context.emit({ type: "action-started", ...place });
      begun = true;
      const line = { action, ...lineOf(await perform(action, context)) };
      applied.push(line);
      context.emit({ type: "action-finished", ...place, outcome: line.outcome });
      if (line.outcome === "pending") break;
    } catch (error) {
      const wrapped = wrapUnknown(error, place.summary, context.signal);
      const outcome = begun ? outcomeOf(wrapped) : "skipped";
      applied.push({ action, outcome, result: null });
      context.emit({ type: "action-finished", ...place, outcome });
      throw withReceipt(wrapped, toJson(receipt()));
    }
  }
  return receipt();
}

/** Only an error that says so itself proves that nothing happened; a lost connection or an abort does not. */
function outcomeOf(error: unknown): OutcomeName {
  return isReleaseError(error) && !error.retryable && error.code !== "ERR_UNEXPECTED" ? "failed" : "unknown";
}

function lineOf<R>(outcome: Outcome<R>): Omit<Applied<never, R>, "action"> {
  if (outcome.outcome !== "pending") return { outcome: outcome.outcome, result: outcome.result };
  return { outcome: "pending", result: null, handle: outcome.handle, retryAfterMs: outcome.retryAfterMs };
}

function skipped<A extends Action>(actions: readonly A[], from: number): Applied<A, never>[] {
  return actions.slice(from).map((action) => ({ action, outcome: "skipped", result: null }));
}

function withReceipt(error: unknown, receipt: ReturnType<typeof toJson>): unknown {
  if (isReleaseError(error)) error.receipt = receipt;
  return error;
}
