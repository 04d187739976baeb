import { type Json, toJson } from "@signalbox/release-core";
import type { Workflow } from "../engine-port.js";
import { rejected, trainHasProblems } from "../errors.js";
import { planTrain } from "../plan-train.js";
import { skipsOf } from "../skips.js";
import type { Kinds, Train } from "../train.js";
import type { TrainPlan } from "../train-plan.js";
import { asker, requestOf } from "./ask.js";
import { runSteps } from "./run-steps.js";
import type { RunOptions } from "./step-run.js";

/** What a run is created with; enough to go on from any machine that has the journal and the configuration. */
export interface RunInput {
  readonly format: 1;
  readonly train: string;
  /** Digest of the definition, so that a run never goes on with another one. */
  readonly definition: string;
  /** The plan was made just before the run, so it is its own preflight. */
  readonly plannedNow: boolean;
  readonly plan: TrainPlan;
}

/** Approval of the whole plan, preflight, then the steps. */
export function trainWorkflow(train: Train, kinds: Kinds, options: RunOptions): Workflow {
  return async (context, input) => {
    const { plan, plannedNow } = input as unknown as RunInput;
    const question = `May the train ${train.title ?? train.name} run as planned?`;
    const decision = await asker(
      context,
      "plan",
    )(requestOf(question, { digest: plan.digest, approvers: train.approvers ?? [] }));
    if (decision.verdict === "reject") throw rejected("plan", decision.by.as, decision.reason ?? "");
    if (!plannedNow) await context.step("preflight", () => preflight(train, kinds, plan, options));
    return runSteps(context, { train, kinds, plan }, options);
  };
}

/** Everything is looked at once more before the first write: the approval may be days younger than the plan. */
async function preflight(train: Train, kinds: Kinds, plan: TrainPlan, options: RunOptions): Promise<Json> {
  const parameters = plan.parameters as { readonly [name: string]: Json };
  const fresh = await planTrain(train, kinds, { ...options, parameters, skips: skipsOf(plan) });
  if (fresh.problems.length > 0) throw trainHasProblems(train.name, toJson(fresh.problems) as readonly Json[]);
  return { digest: fresh.digest, problems: 0 };
}
