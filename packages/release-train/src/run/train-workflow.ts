import { type Json, toJson } from "@signalbox/release-core";
import type { EngineContext, Workflow } from "../engine-port.js";
import { planStale, rejected, trainHasProblems } from "../errors.js";
import { approverLists, everybodyOn, listsWithout } from "../plan-approvers.js";
import { planDifferences } from "../plan-differences.js";
import { planTrain } from "../plan-train.js";
import { planReasons } from "../skips.js";
import type { Kinds, Train } from "../train.js";
import type { TrainPlan } from "../train-plan.js";
import { asker, requestOf } from "./ask.js";
import { runSteps } from "./run-steps.js";
import type { RunOptions } from "./step-run.js";

/** What a run is created with; enough to go on from any machine that has the journal and the configuration. */
export interface RunInput {
  readonly format: 1;
  readonly train: string;
  readonly plan: TrainPlan;
}

interface WorkflowOptions extends RunOptions {
  /** True in the drive that starts a run with a plan of this moment and its approval: that plan is its own preflight. */
  readonly isProved?: boolean;
}

/** Approval of the whole plan, preflight, then the steps. */
export function trainWorkflow(train: Train, kinds: Kinds, options: WorkflowOptions): Workflow {
  return async (context, input) => {
    const { plan } = input as unknown as RunInput;
    await approvePlan(context, train, plan);
    // Written down in both cases: a resume in the middle must not take what the run itself has changed for a difference.
    await context.step("preflight", () =>
      options.isProved === true ? Promise.resolve({ digest: plan.digest }) : preflight(train, kinds, plan, options),
    );
    return runSteps(context, { train, kinds, plan }, options);
  };
}

/** Asks until somebody of every list has approved. */
async function approvePlan(context: EngineContext, train: Train, plan: TrainPlan): Promise<void> {
  const question = `May the train ${train.title ?? train.name} run as planned?${exceptionsOf(plan)}`;
  const ask = asker(context, "plan");
  let open = approverLists(train, plan);
  do {
    const lists = open.length > 1 ? { lists: open } : {};
    const decision = await ask(requestOf(question, { digest: plan.digest, approvers: everybodyOn(open), ...lists }));
    if (decision.verdict === "reject") throw rejected("plan", decision.by.as, decision.reason ?? "");
    open = listsWithout(open, decision.by);
  } while (open.length > 0);
}

/** What those who approve must not overlook: gates that are waived and steps that are left out, with the reasons. */
function exceptionsOf(plan: TrainPlan): string {
  const { skips, waivers } = planReasons(plan);
  const told = (word: string, reasons: Readonly<Record<string, string>> = {}): string[] =>
    Object.entries(reasons).map(([step, reason]) => ` ${word} ${step}: ${reason}.`);
  return [...told("Waives", waivers), ...told("Skips", skips)].join("");
}

/** Everything is looked at once more before the first write: the approval may be days younger than the plan. */
async function preflight(train: Train, kinds: Kinds, plan: TrainPlan, options: RunOptions): Promise<Json> {
  const parameters = plan.parameters as { readonly [name: string]: Json };
  const fresh = await planTrain(train, kinds, { ...options, parameters, ...planReasons(plan) });
  if (fresh.problems.length > 0) throw trainHasProblems(train.name, toJson(fresh.problems) as readonly Json[]);
  const differences = planDifferences(plan, fresh);
  if (differences.length > 0) throw planStale(plan, fresh, differences);
  return { digest: fresh.digest };
}
