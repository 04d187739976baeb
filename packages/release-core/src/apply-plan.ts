import { type CallOptions, type Context, contextOf } from "./call-options.js";
import { planHasProblems, planUnreadable, someFailed, wrapUnknown } from "./errors.js";
import { handleOfRound, memoryOf } from "./handles.js";
import { toJson, type Json } from "./json.js";
import type { Outcome } from "./outcome.js";
import type { Action, Applied, Plan, Receipt } from "./plan.js";
import { readPlan } from "./read-plan.js";
import { isReleaseError } from "./release-error.js";
import { type Attempt, runWave } from "./run-wave.js";
import { placesByWave, type Waves } from "./waves.js";

/** The context of `perform`: the parsed input of the plan too. */
export type PerformContext<Input> = Context & { readonly input: Input };

/** What `applyPlan` needs of an operation. */
export interface Applier<A extends Action, Input, R> {
  readonly kind: string;
  readonly parse: (input: unknown) => Input;
  readonly perform: (action: A, context: PerformContext<Input>) => Promise<Outcome<R>>;
  readonly waves?: Waves<Input, A> | undefined;
  readonly rescue?:
    | ((applied: readonly Applied<A, R>[], context: PerformContext<Input>) => Promise<readonly Applied<A, R>[]>)
    | undefined;
}

/**
 * Applies a plan, wave by wave; without waves action by action. Stops when more failed than may, and at a pending effect;
 * the receipt names every action.
 */
export async function applyPlan<A extends Action, Input, R>(
  applier: Applier<A, Input, R>,
  given: Plan<A>,
  options: CallOptions | undefined,
): Promise<Receipt<A, R>> {
  const { kind, parse, perform, waves, rescue } = applier;
  const plan = readPlan(given) as Plan<A>;
  if (plan.kind !== kind) throw planUnreadable(`it is a plan of ${plan.kind}, not of ${kind}`);
  if (plan.problems.length > 0) throw planHasProblems(plan.target, toJson(plan.problems));
  const context = { ...contextOf(options), input: parse(plan.input) };
  const memory = memoryOf(context.handle);
  const attempts = new Map<number, Attempt<A, R>>();
  let lines: readonly Applied<A, R>[] | null = null;
  const receipt = (): Receipt<A, R> => ({
    kind,
    target: plan.target,
    applied: lines ?? linesOf(plan.actions, attempts),
  });
  const failures = (): Attempt<A, R>[] => [...attempts.values()].filter((attempt) => "error" in attempt);
  const isPending = (): boolean => [...attempts.values()].some(({ line }) => line.outcome === "pending");

  try {
    const maxFailures = waves?.maxFailures?.(context.input, plan) ?? 0;
    const isOver = (): boolean => failures().length > maxFailures;
    for (const places of placesByWave(plan.actions, waves)) {
      context.signal.throwIfAborted();
      const limits = { concurrency: waves?.concurrency ?? places.length, isOver };
      await runWave({ kind, plan, context, perform, memory, attempts }, places, limits);
      if (isOver() || isPending()) break;
    }
    if (isPending() && !isOver()) return receipt();
    if (isOver() && rescue !== undefined && !context.signal.aborted) lines = await rescue(receipt().applied, context);
    throwFirst(failures(), plan, context);
  } catch (error) {
    throw withReceipt(wrapUnknown(error, `applying ${kind}`, context.signal), toJson(receipt()));
  }
  return receipt();
}

/** One failure is thrown as it is; several are told in one error, the first of them as its cause. */
function throwFirst(failed: readonly Attempt<Action, unknown>[], plan: Plan, { signal }: Context): void {
  const errors = failed.map(({ error }) => error);
  if (errors.length === 0) return;
  if (errors.length === 1 || (signal.aborted && errors.includes(signal.reason)))
    throw signal.aborted && errors.includes(signal.reason) ? signal.reason : errors[0];
  throw someFailed(
    plan.target,
    plan.actions.length,
    failed.map(({ line, error }) => ({ summary: line.action.summary, error: error as Error })),
  );
}

/** Every pending line carries what the next round must know of all of them. */
function linesOf<A extends Action, R>(
  actions: readonly A[],
  attempts: ReadonlyMap<number, Attempt<A, R>>,
): Applied<A, R>[] {
  const known = [...attempts.values()];
  const under = known.flatMap(({ line }) =>
    line.outcome === "pending" ? [{ action: line.action, handle: line.handle ?? null }] : [],
  );
  const failed = known.flatMap((attempt) =>
    attempt.line.outcome === "failed" ? [{ action: attempt.line.action, error: attempt.error }] : [],
  );
  const handle = under.length === 0 ? null : handleOfRound(under, failed);
  return actions.map((action, index): Applied<A, R> => {
    const line = attempts.get(index)?.line;
    if (line === undefined) return { action, outcome: "skipped", result: null };
    return line.outcome === "pending" ? { ...line, handle } : line;
  });
}

function withReceipt(error: unknown, receipt: Json): unknown {
  if (isReleaseError(error)) error.receipt = receipt;
  return error;
}
