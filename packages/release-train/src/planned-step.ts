import { isReleaseError, type Json, type Problem, toJson, wrapUnknown } from "@signalbox/release-core";
import { needsOf, needText } from "./needs.js";
import type { Reasons } from "./skips.js";
import type { Step } from "./train.js";
import type { PlannedStep } from "./train-plan.js";

/** A planned step and why it cannot be done. */
export interface Line {
  readonly planned: PlannedStep;
  readonly problems: readonly Problem[];
}

/** A planned step with nothing planned in it yet. */
export function blank(step: Step, key: string): PlannedStep {
  return {
    key,
    id: step.id,
    type: step.type,
    uses: "uses" in step ? step.uses : null,
    title: step.title ?? key,
    needs: needsOf(step).map(needText),
    status: "planned",
    after: [],
    plan: null,
    verdict: null,
    bound: null,
  };
}

/** What the definition itself says that a step may do. */
export function boundOf(step: Step): { readonly [name: string]: Json } {
  const rescue = step.rescue === undefined ? {} : { rescue: step.rescue };
  if (step.type === "command") {
    return { run: toJson(step.run), check: toJson(step.check ?? null), cwd: step.cwd ?? null, ...rescue };
  }
  if (step.type === "approval") return { question: step.question, approvers: toJson(step.approvers ?? []), ...rescue };
  const timeout = step.type === "gate" && step.timeoutMs !== undefined ? { timeoutMs: step.timeoutMs } : {};
  return {
    uses: step.uses,
    with: typeof step.with === "function" ? null : toJson(step.with ?? {}),
    ...(step.type === "operation" && step.bound !== undefined ? { declared: toJson(step.bound) } : {}),
    ...timeout,
    ...rescue,
  };
}

/** The part of a bound that says that a gate is waived, and why. */
export function waivedBound(step: Step, key: string, waivers: Reasons): { readonly waived?: string } {
  const waived = waivers[key] ?? waivers[step.id];
  return step.type === "gate" && waived !== undefined ? { waived } : {};
}

/** An error as a problem of the plan. */
export function problemOf(error: unknown): Problem {
  const known = wrapUnknown(error, "planning a step");
  if (!isReleaseError(known)) throw known;
  return { code: known.code, message: known.message, hint: known.hint };
}
