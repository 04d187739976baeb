import { contextOf, digestOf, isSubsetOf, type Json, type Operation, type Plan, toJson } from "@signalbox/release-core";
import { rejected, stepHasProblems, stepStale } from "../errors.js";
import { errorJson } from "../error-json.js";
import type { OperationStep } from "../train.js";
import { isInside } from "./bound.js";
import { asker, requestOf } from "./ask.js";
import { inputOf } from "./input-of.js";
import { plannedFor } from "./planned-for.js";
import type { StepRun } from "./step-run.js";

type Turn =
  | { readonly stale: { readonly plan: Plan; readonly error: Json } }
  | {
      readonly pending: {
        readonly plan: Plan;
        readonly handle: Json;
        readonly untilMs: number;
        readonly reason: string;
      };
    }
  | { readonly results: Json };

/**
 * Plans again, and applies what is still covered by an approval. Otherwise it asks for a new one, under the key of the
 * step. A pending effect is waited for and entered again with its handle, as `key#2`, `key#3`, …
 */
export async function runOperation(run: StepRun<OperationStep>): Promise<Json> {
  const { key, step, kinds, context, train } = run;
  const operation = kinds.operations[step.uses] as Operation;
  const input = inputOf(run, step.with);
  const ask = asker(context, key);
  const checkpoint = context.checkpoint(key);
  const options = { ...run.options, checkpoint };
  let approved: Plan | null = null;
  let begun: { readonly plan: Plan; readonly handle: Json } | null = null;

  for (let round = 1; ; round += 1) {
    const turnKey = round === 1 ? key : `${key}#${round}`;
    const now = { approved, begun };
    const turn = (await context.step(turnKey, () =>
      takeTurn({ ...run, options }, operation, input, now),
    )) as unknown as Turn;
    if ("pending" in turn) {
      await context.waitUntil(turnKey, turn.pending.untilMs, turn.pending.reason);
      begun = turn.pending;
      continue;
    }
    if (!("stale" in turn)) {
      await checkpoint.save(null);
      return turn;
    }
    begun = null;
    const { plan, error } = turn.stale;
    const request = requestOf(`The plan of ${key} changed. May it go on?`, {
      digest: plan.digest,
      approvers: train.approvers ?? [],
      error,
    });
    const decision = await ask(request);
    if (decision.verdict === "reject") throw rejected(key, decision.by.as, decision.reason ?? "");
    approved = plan;
  }
}

async function takeTurn(
  run: StepRun<OperationStep>,
  operation: Operation,
  input: Json,
  now: { readonly approved: Plan | null; readonly begun: { readonly plan: Plan; readonly handle: Json } | null },
): Promise<Json> {
  const plan = now.begun?.plan ?? (await operation.plan(input, run.options));
  if (plan.problems.length > 0) {
    const [first] = plan.problems;
    throw stepHasProblems(
      run.key,
      toJson(plan.problems) as readonly Json[],
      plan.problems.map(({ message }) => message).join("; "),
      first?.hint ?? "",
    );
  }
  if (now.begun === null) {
    const before = now.approved ?? plannedFor(run)?.plan ?? null;
    // A plan that writes nothing needs nobody's word.
    const covered =
      plan.actions.length === 0 ||
      (before !== null && isSubsetOf(plan, before)) ||
      (before === null && isInside(plan, plannedFor(run)?.bound ?? null));
    if (!covered)
      return toJson({ stale: { plan, error: errorJson(stepStale(run.key, plan.digest, difference(before, plan))) } });
  }
  const receipt = await operation.apply(plan, { ...run.options, handle: now.begun?.handle });
  const waiting = receipt.applied.find((line) => line.outcome === "pending");
  if (waiting !== undefined) {
    const untilMs = contextOf(run.options).now().getTime() + (waiting.retryAfterMs ?? 1000);
    return toJson({
      pending: { plan, handle: waiting.handle ?? null, untilMs, reason: waiting.action.summary },
      receipt,
    });
  }
  return toJson({
    results: receipt.applied.map((line) => line.result),
    plan: { digest: plan.digest, target: plan.target, actions: plan.actions },
    receipt,
    warnings: plan.warnings,
  });
}

/** What people see when a plan is no longer the approved one. */
function difference(before: Plan | null, fresh: Plan): Json {
  const old = before?.actions ?? [];
  const has = (actions: readonly unknown[]) => {
    const known = new Set(actions.map((action) => digestOf(toJson(action))));
    return (action: unknown): boolean => known.has(digestOf(toJson(action)));
  };
  return toJson({
    approved: old,
    fresh: fresh.actions,
    added: fresh.actions.filter((action) => !has(old)(action)),
    removed: old.filter((action) => !has(fresh.actions)(action)),
  });
}
