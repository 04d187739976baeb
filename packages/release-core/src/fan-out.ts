import { type CallOptions, contextOf } from "./call-options.js";
import { wrapUnknown } from "./errors.js";
import type { Operation } from "./operation.js";
import type { Action, Plan } from "./plan.js";

/** What became of one item; `skipped` was not started because too many others had failed, or the call was aborted. */
export type Settled<T, R> =
  | { readonly item: T; readonly status: "fulfilled"; readonly value: R }
  | { readonly item: T; readonly status: "rejected"; readonly error: unknown }
  | { readonly item: T; readonly status: "skipped" };

export interface FanOutOptions extends CallOptions {
  /** How many run at once. Default 4. */
  readonly concurrency?: number | undefined;
  /** Start in groups of this size and let a group end before the next begins. Default: one group. */
  readonly batchSize?: number | undefined;
  /** Start nothing more after this many failures. Default: no limit. */
  readonly maxFailures?: number | undefined;
}

/** Runs a function over many items. One broken item never stops the others; results are in the order of the items. */
export async function fanOut<T, R>(
  items: readonly T[],
  run: (item: T, index: number) => Promise<R>,
  options: FanOutOptions = {},
): Promise<Settled<T, R>[]> {
  const concurrency = atLeastOne(options.concurrency ?? 4);
  const batchSize = Math.min(atLeastOne(options.batchSize ?? Infinity), Math.max(1, items.length));
  const { maxFailures = Infinity } = options;
  const { signal } = contextOf(options);
  const settled = items.map((item): Settled<T, R> => ({ item, status: "skipped" }));
  let failures = 0;
  for (let start = 0; start < items.length; start += batchSize) {
    const end = Math.min(items.length, start + batchSize);
    let next = start;
    const worker = async (): Promise<void> => {
      while (next < end && failures < maxFailures && !signal.aborted) {
        const index = next++;
        const item = items[index] as T;
        try {
          settled[index] = { item, status: "fulfilled", value: await run(item, index) };
        } catch (error) {
          failures += 1;
          settled[index] = { item, status: "rejected", error: wrapUnknown(error, "running over many", signal) };
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(concurrency, end - start) }, worker));
  }
  return settled;
}

const atLeastOne = (count: number): number => (count >= 1 ? Math.floor(count) : 1);

/** The plans of many inputs, and whether all of them may be applied. */
export interface Preflight<Input, A extends Action> {
  readonly plans: readonly Settled<Input, Plan<A>>[];
  /** True when every input was planned and no plan has a problem. Nothing may be written while it is false. */
  readonly clear: boolean;
}

/** Plans everything before anything is written, so that all problems are told in one go. */
export async function preflight<Input, A extends Action>(
  operation: Operation<Input, A>,
  inputs: readonly Input[],
  options: FanOutOptions = {},
): Promise<Preflight<Input, A>> {
  const plans = await fanOut(inputs, (input) => operation.plan(input, options), options);
  const clear = plans.every((line) => line.status === "fulfilled" && line.value.problems.length === 0);
  return { plans, clear };
}
