import assert from "node:assert/strict";
import {
  type Action,
  type CallOptions,
  type Operation,
  type Plan,
  readPlan,
  type Receipt,
} from "@signalbox/release-core";

export interface ConvergesOptions {
  /** Given to every call of the operation. */
  readonly call?: CallOptions;
  /** An input that is already converged has nothing to apply; without this an empty first plan fails. */
  readonly mayBeEmpty?: boolean;
  /** How often an effect under way is looked at again. Default 50. */
  readonly maxLooks?: number;
}

export interface Converged<A extends Action, R> {
  readonly plan: Plan<A>;
  readonly receipt: Receipt<A, R>;
}

/**
 * Holds an operation to the laws: planning twice says the same, a plan survives JSON, applying leaves nothing to plan,
 * and applying the same plan once more only finds what is there.
 * @throws AssertionError naming the law that is broken, and whatever the operation throws
 */
export async function converges<Input, A extends Action, R>(
  operation: Operation<Input, A, R>,
  input: Input,
  options: ConvergesOptions = {},
): Promise<Converged<A, R>> {
  const { kind } = operation;
  const plan = await operation.plan(input, options.call);
  const twin = await operation.plan(input, options.call);
  assert.equal(twin.digest, plan.digest, `${kind}: two plans of the same reality must have one digest`);
  assert.deepEqual(plan.problems, [], `${kind}: the plan has problems`);
  if (options.mayBeEmpty !== true) assert.notEqual(plan.actions.length, 0, `${kind}: the plan has nothing to do`);

  const carried = readPlan(JSON.parse(JSON.stringify(plan))) as Plan<A>;
  assert.deepEqual(carried, plan, `${kind}: the plan must survive JSON unchanged`);

  const receipt = await applyWhole(operation, carried, options);
  assert.deepEqual(outcomesBut(receipt, ["done", "already"]), [], `${kind}: applying must succeed`);

  const after = await operation.plan(input, options.call);
  assert.deepEqual(after.actions, [], `${kind}: a converged plan must be empty`);
  assert.deepEqual(after.problems, [], `${kind}: a converged plan must have no problems`);

  const again = await applyWhole(operation, carried, options);
  assert.deepEqual(outcomesBut(again, ["already"]), [], `${kind}: applying the same plan again must only find it done`);
  return { plan, receipt };
}

async function applyWhole<Input, A extends Action, R>(
  operation: Operation<Input, A, R>,
  plan: Plan<A>,
  options: ConvergesOptions,
): Promise<Receipt<A, R>> {
  let receipt = await operation.apply(plan, options.call);
  for (let look = 0; look < (options.maxLooks ?? 50); look++) {
    const waiting = receipt.applied.find(({ outcome }) => outcome === "pending");
    if (waiting === undefined) break;
    receipt = await operation.apply(plan, { ...options.call, handle: waiting.handle });
  }
  assert.equal(
    receipt.applied.length,
    plan.actions.length,
    `${operation.kind}: the receipt must name every action once`,
  );
  return receipt;
}

const outcomesBut = (receipt: Receipt, fine: readonly string[]): readonly string[] =>
  receipt.applied
    .filter(({ outcome }) => !fine.includes(outcome))
    .map(({ action, outcome }) => `${outcome}: ${action.summary}`);
