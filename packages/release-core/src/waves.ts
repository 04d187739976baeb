import type { Action, Plan } from "./plan.js";

/**
 * How the actions of a plan are grouped. Those of one wave are performed at once; the next wave begins when all of them
 * have ended, and not while one is pending.
 */
export interface Waves<Input, A extends Action> {
  /** The number of an action's wave. Waves go by rising number. */
  readonly of: (action: A) => number;
  /** So many may fail, over all waves, and the others are tried all the same. Default: none. */
  readonly maxFailures?: (input: Input, plan: Plan<A>) => number;
  /** How many are performed at once. Default: all of a wave. */
  readonly concurrency?: number;
}

/** The places of the actions in the plan, wave by wave; without waves each action is one of its own. */
export function placesByWave<Input, A extends Action>(
  actions: readonly A[],
  waves: Waves<Input, A> | undefined,
): readonly (readonly number[])[] {
  if (waves === undefined) return actions.map((_, index) => [index]);
  const byNumber = new Map<number, number[]>();
  for (const [index, action] of actions.entries()) {
    const number = waves.of(action);
    byNumber.set(number, [...(byNumber.get(number) ?? []), index]);
  }
  return [...byNumber.entries()].sort(([one], [other]) => one - other).map(([, places]) => places);
}
