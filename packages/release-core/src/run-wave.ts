import type { Context } from "./call-options.js";
import { fanOut } from "./fan-out.js";
import type { Json } from "./json.js";
import type { Outcome } from "./outcome.js";
import type { Action, Applied, Plan } from "./plan.js";
import { isReleaseError } from "./release-error.js";
import type { Memory } from "./handles.js";

/** What became of one action, and why it failed when it did. */
export interface Attempt<A extends Action, R> {
  readonly line: Applied<A, R>;
  readonly error?: unknown;
}

interface Journey<A extends Action, C extends Context, R> {
  readonly kind: string;
  readonly plan: Plan<A>;
  readonly context: C;
  readonly perform: (action: A, context: C) => Promise<Outcome<R>>;
  readonly memory: Memory;
  /** By the place of the action in the plan; filled here. */
  readonly attempts: Map<number, Attempt<A, R>>;
}

/** Performs the actions at these places, several at once. What is not begun has no attempt afterwards. */
export async function runWave<A extends Action, C extends Context, R>(
  { kind, plan, context, perform, memory, attempts }: Journey<A, C, R>,
  places: readonly number[],
  { concurrency, isOver }: { readonly concurrency: number; readonly isOver: () => boolean },
): Promise<void> {
  const one = async (index: number): Promise<void> => {
    const action = plan.actions[index];
    if (action === undefined || isOver()) return;
    const before = memory.failureOf(action);
    if (before !== null) {
      attempts.set(index, { line: { action, outcome: "failed", result: null }, error: before });
      return;
    }
    const { summary, host } = action as A & { readonly host?: unknown };
    const item = typeof host === "string" ? { item: host } : {};
    const place = { kind, target: plan.target, index, total: plan.actions.length, summary, ...item };
    context.emit({ type: "action-started", ...place });
    const attempt = await attemptOf(
      action,
      () => perform(action, { ...context, handle: memory.handleOf(action) }),
      context.signal,
    );
    attempts.set(index, attempt);
    context.emit({ type: "action-finished", ...place, outcome: attempt.line.outcome });
  };
  // An attempt never rejects; what a listener throws does, and ends the call.
  const settled = await fanOut(places, one, { concurrency, signal: context.signal });
  for (const line of settled) if (line.status === "rejected") throw line.error;
}

async function attemptOf<A extends Action, R>(
  action: A,
  perform: () => Promise<Outcome<R>>,
  signal: AbortSignal,
): Promise<Attempt<A, R>> {
  try {
    return { line: { action, ...lineOf(await perform()) } };
  } catch (error) {
    return { line: { action, outcome: isRefusal(error, signal) ? "failed" : "unknown", result: null }, error };
  }
}

type Line<R> = {
  readonly outcome: Applied["outcome"];
  readonly result: R | null;
  handle?: Json;
  retryAfterMs?: number;
};

function lineOf<R>(outcome: Outcome<R>): Line<R> {
  if (outcome.outcome !== "pending") return { outcome: outcome.outcome, result: outcome.result };
  return { outcome: "pending", result: null, handle: outcome.handle, retryAfterMs: outcome.retryAfterMs };
}

/** Only a typed error that no retry would cure says for certain that nothing is half done. */
function isRefusal(error: unknown, signal: AbortSignal): boolean {
  if (signal.aborted && error === signal.reason) return false;
  return isReleaseError(error) && !error.retryable && error.code !== "ERR_UNEXPECTED";
}
