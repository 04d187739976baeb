import { setTimeout as delay } from "node:timers/promises";
import { type CallOptions, contextOf } from "./call-options.js";
import { gateBlocked, gateTimedOut } from "./errors.js";
import type { Gate, Verdict } from "./gate.js";
import { toJson } from "./json.js";
import type { Operation } from "./operation.js";
import type { Action, Receipt } from "./plan.js";

/** How to wait; injected in tests. Resolves after `ms` milliseconds, rejects with the signal's reason. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

export interface WaitOptions extends CallOptions {
  /** Give up after this many milliseconds. Default: 1 hour. */
  readonly timeoutMs?: number;
  readonly sleep?: Sleep;
}

const HOUR_MS = 3_600_000;
/** Longer timers fire at once in Node (a 32-bit count); whoever waits looks again after this one. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const realSleep: Sleep = async (ms, signal) => {
  try {
    await delay(Math.min(ms, LONGEST_TIMER_MS), undefined, { signal });
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
};

/**
 * For scripts without a train: asks a gate until it passes, and returns the evidence.
 * @throws ReleaseError `ERR_GATE_BLOCKED`, `ERR_GATE_TIMEOUT`
 */
export async function waitForGate<Input, E>(gate: Gate<Input, E>, input: Input, options: WaitOptions = {}): Promise<E> {
  const { timeoutMs = HOUR_MS, sleep = realSleep } = options;
  const context = contextOf(options);
  const startedMs = context.now().getTime();
  let previous: Verdict<E> | undefined;
  for (;;) {
    const verdict = await gate.check(input, { ...options, previous });
    if (verdict.status === "pass") return verdict.evidence;
    if (verdict.status === "block")
      throw gateBlocked(gate.kind, verdict.reason, verdict.hint, toJson(verdict.evidence));
    const waitedMs = context.now().getTime() - startedMs;
    if (waitedMs + verdict.retryAfterMs > timeoutMs) throw gateTimedOut(gate.kind, verdict.reason, waitedMs);
    context.emit({
      type: "waiting",
      kind: gate.kind,
      reason: verdict.reason,
      untilMs: context.now().getTime() + verdict.retryAfterMs,
    });
    await sleep(verdict.retryAfterMs, context.signal);
    previous = verdict;
  }
}

/**
 * For scripts without a train: plans, applies, and waits while an effect is pending.
 * @throws ReleaseError as `plan` and `apply` do, and `ERR_GATE_TIMEOUT` when an effect stays pending too long
 */
export async function planAndApply<Input, A extends Action, R>(
  operation: Operation<Input, A, R>,
  input: Input,
  options: WaitOptions = {},
): Promise<Receipt<A, R>> {
  const { timeoutMs = HOUR_MS, sleep = realSleep } = options;
  const context = contextOf(options);
  const startedMs = context.now().getTime();
  const plan = await operation.plan(input, options);
  let handle = options.handle;
  let before: Receipt<A, R> | undefined;
  for (;;) {
    const receipt = rememberDone(await operation.apply(plan, { ...options, handle }), before);
    const waiting = receipt.applied.find((line) => line.outcome === "pending");
    if (waiting === undefined) return receipt;
    const waitedMs = context.now().getTime() - startedMs;
    const retryAfterMs = waiting.retryAfterMs ?? 1000;
    if (waitedMs + retryAfterMs > timeoutMs) {
      throw Object.assign(gateTimedOut(operation.kind, waiting.action.summary, waitedMs), { receipt: toJson(receipt) });
    }
    context.emit({
      type: "waiting",
      kind: operation.kind,
      reason: waiting.action.summary,
      untilMs: context.now().getTime() + retryAfterMs,
    });
    await sleep(retryAfterMs, context.signal);
    handle = waiting.handle;
    before = receipt;
  }
}

/** What an earlier round of the same call did is found as wished by the next one; to the caller it was done. */
function rememberDone<A extends Action, R>(receipt: Receipt<A, R>, before: Receipt<A, R> | undefined): Receipt<A, R> {
  const applied = receipt.applied.map((line, index) => {
    const earlier = before?.applied[index];
    return line.outcome === "already" && earlier?.outcome === "done" ? earlier : line;
  });
  return { ...receipt, applied };
}
