import { type CallOptions, type Context, contextOf } from "./call-options.js";
import { planHasProblems, planUnreadable, wrapUnknown } from "./errors.js";
import { digestOf, isPlainObject, toJson, type Json } from "./json.js";
import type { Outcome } from "./outcome.js";
import type { Action, Applied, Plan, Receipt } from "./plan.js";
import { readPlan } from "./read-plan.js";
import { isReleaseError } from "./release-error.js";

/** The context of `perform`: the parsed input of the plan too. */
export type PerformContext<Input> = Context & { readonly input: Input };

/** What `applyPlan` needs of an operation. */
export interface Applier<A extends Action, Input, R> {
  readonly kind: string;
  readonly parse: (input: unknown) => Input;
  readonly perform: (action: A, context: PerformContext<Input>) => Promise<Outcome<R>>;
}

/** Applies a plan action by action. Stops at the first failure or pending effect; the receipt names every action. */
export async function applyPlan<A extends Action, Input, R>(
  { kind, parse, perform }: Applier<A, Input, R>,
  given: Plan<A>,
  options: CallOptions | undefined,
): Promise<Receipt<A, R>> {
  const plan = readPlan(given) as Plan<A>;
  if (plan.kind !== kind) throw planUnreadable(`it is a plan of ${plan.kind}, not of ${kind}`);
  if (plan.problems.length > 0) throw planHasProblems(plan.target, toJson(plan.problems));
  const context = { ...contextOf(options), input: parse(plan.input) };
  const applied: Applied<A, R>[] = [];
  const receipt = (): Receipt<A, R> => ({
    kind,
    target: plan.target,
    applied: [...applied, ...skipped(plan.actions.slice(applied.length))],
  });

  try {
    for (const [index, action] of plan.actions.entries()) {
      const place = { kind, target: plan.target, index, total: plan.actions.length, summary: action.summary };
      context.signal.throwIfAborted();
      context.emit({ type: "action-started", ...place });
      const attempt = await attemptAction(
        () => perform(action, { ...context, handle: handleFor(action, context.handle) }),
        context,
      );
      const line: Applied<A, R> = { action, ...attempt.line };
      applied.push(line.handle === undefined ? line : { ...line, handle: tiedTo(action, line.handle) });
      context.emit({ type: "action-finished", ...place, outcome: line.outcome });
      if ("error" in attempt) throw attempt.error;
      if (line.outcome === "pending") break;
    }
  } catch (error) {
    throw withReceipt(wrapUnknown(error, `applying ${kind}`, context.signal), toJson(receipt()));
  }
  return receipt();
}

type Line<R> = Omit<Applied<never, R>, "action">;
type Attempt<R> = { readonly line: Line<R> } | { readonly line: Line<R>; readonly error: unknown };

async function attemptAction<R>(perform: () => Promise<Outcome<R>>, { signal }: Context): Promise<Attempt<R>> {
  try {
    return { line: lineOf(await perform()) };
  } catch (error) {
    return { line: { outcome: isRefusal(error, signal) ? "failed" : "unknown", result: null }, error };
  }
}

/** Only a typed error that no retry would cure says for certain that nothing is half done. */
function isRefusal(error: unknown, signal: AbortSignal): boolean {
  if (signal.aborted && error === signal.reason) return false;
  return isReleaseError(error) && !error.retryable && error.code !== "ERR_UNEXPECTED";
}

function lineOf<R>(outcome: Outcome<R>): Line<R> {
  if (outcome.outcome !== "pending") return { outcome: outcome.outcome, result: outcome.result };
  return { outcome: "pending", result: null, handle: outcome.handle, retryAfterMs: outcome.retryAfterMs };
}

/** A handle belongs to one action; the others, which are performed again before it, must not take it for theirs. */
function tiedTo(action: Action, handle: Json): Json {
  return { action: digestOf(toJson(action)), handle };
}

function handleFor(action: Action, given: Json): Json {
  if (!isPlainObject(given) || given["action"] !== digestOf(toJson(action))) return null;
  return (given as { readonly handle: Json }).handle;
}

function skipped<A extends Action>(actions: readonly A[]): Applied<A, never>[] {
  return actions.map((action) => ({ action, outcome: "skipped", result: null }));
}

function withReceipt(error: unknown, receipt: Json): unknown {
  if (isReleaseError(error)) error.receipt = receipt;
  return error;
}
