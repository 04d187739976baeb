import type { z } from "zod";
import { applyPlan, type PerformContext } from "./apply-plan.js";
import { type CallOptions, type Context, contextOf } from "./call-options.js";
import { wrapUnknown } from "./errors.js";
import { deepFreeze } from "./freeze.js";
import { parseInput, parseJsonInput } from "./input.js";
import { toJson, type Json } from "./json.js";
import type { Action, Applied, Plan, Problem, Receipt, Warning } from "./plan.js";
import { refusePromise } from "./pure.js";
import { planDigest, readPlan } from "./read-plan.js";
import type { Outcome } from "./outcome.js";
import type { Waves } from "./waves.js";

/** A change: `plan` only reads, `apply` writes. */
export interface Operation<Input = unknown, A extends Action = Action, R = unknown> {
  readonly kind: string;
  /** Reads only. @throws ReleaseError `ERR_INPUT_INVALID`, and what the ports throw */
  plan(input: Input, options?: CallOptions): Promise<Plan<A>>;
  /** Writes; repeatable. @throws ReleaseError `ERR_PLAN_…`, and what the ports throw, with `error.receipt` */
  apply(plan: Plan<A>, options?: CallOptions): Promise<Receipt<A, R>>;
}

/** What the pure half returns; the kernel adds format, kind, input and digest. */
export interface Draft<A extends Action> {
  readonly target: string;
  readonly actions: readonly A[];
  readonly problems?: readonly Problem[];
  readonly warnings?: readonly Warning[];
  readonly facts?: unknown;
}

/** What the author of an operation writes, and nothing else. */
export interface OperationSpec<Ports, Schema extends z.ZodType, Facts, A extends Action, R> {
  readonly kind: string;
  /** Must take its input in JSON form (a date as a string): that is what `apply` finds in a plan file. */
  readonly input: Schema;
  /** Reads facts through the ports. */
  readonly inspect: (input: z.output<Schema>, ports: Ports, context: Context) => Promise<Facts>;
  /** Pure and synchronous: the same input and facts give the same draft. */
  readonly plan: (input: z.output<Schema>, facts: Facts) => Draft<A>;
  /** Does one action: looks, writes, looks. */
  readonly perform: (action: A, ports: Ports, context: PerformContext<z.output<Schema>>) => Promise<Outcome<R>>;
  /** Which actions are performed at once, and how many may fail. Default: one after the other, up to the first failure. */
  readonly waves?: Waves<z.output<Schema>, A>;
  /**
   * Asked once when more failed than may, and not after an abort: takes back what had succeeded, and answers with every
   * line as it is now. The failure is thrown all the same, with these lines on its receipt.
   */
  readonly rescue?: (
    applied: readonly Applied<A, R>[],
    ports: Ports,
    context: PerformContext<z.output<Schema>>,
  ) => Promise<readonly Applied<A, R>[]>;
}

/** Builds an operation. Parsing, events, abort, receipts on failure and wrapping of foreign errors live here, once. */
export function defineOperation<Ports, Schema extends z.ZodType, Facts, A extends Action, R>(
  spec: OperationSpec<Ports, Schema, Facts, A, R>,
): (ports: Ports) => Operation<z.input<Schema>, A, R> {
  const { rescue } = spec;
  return (ports) => ({
    kind: spec.kind,
    plan: async (rawInput, options) => {
      const context = contextOf(options);
      context.signal.throwIfAborted();
      const { json, input } = parseJsonInput(spec.kind, spec.input, rawInput);
      context.emit({ type: "plan-started", kind: spec.kind });
      try {
        const facts = await spec.inspect(input, ports, context);
        const draft = spec.plan(deepFreeze(input), deepFreeze(facts));
        refusePromise(spec.kind, draft);
        const plan = finish(spec.kind, json, draft);
        context.emit({
          type: "plan-ready",
          kind: spec.kind,
          target: plan.target,
          actions: plan.actions.length,
          problems: plan.problems.length,
          warnings: plan.warnings.length,
        });
        return plan;
      } catch (error) {
        throw wrapUnknown(error, `planning ${spec.kind}`, context.signal);
      }
    },
    apply: (plan, options) =>
      applyPlan(
        {
          kind: spec.kind,
          parse: (input) => parseInput(spec.kind, spec.input, input),
          perform: (action: A, context: PerformContext<z.output<Schema>>) => spec.perform(action, ports, context),
          waves: spec.waves,
          rescue: rescue && ((applied, context) => rescue(applied, ports, context)),
        },
        plan,
        options,
      ),
  });
}

function finish<A extends Action>(kind: string, input: Json, draft: Draft<A>): Plan<A> {
  const body = toJson({
    format: 1,
    kind,
    target: draft.target,
    input,
    actions: draft.actions,
    problems: draft.problems ?? [],
    warnings: draft.warnings ?? [],
    facts: draft.facts ?? {},
  }) as unknown as Omit<Plan<A>, "digest">;
  // Read back at once: a plan that `apply` would refuse must not be shown to anybody (law 3).
  return deepFreeze(readPlan({ ...body, digest: planDigest(body) }) as Plan<A>);
}
