import { digestOf, planUnreadable, readPlan, toJson } from "@signalbox/release-core";
import * as z from "zod";
import { planTampered } from "./errors.js";
import type { TrainPlan } from "./train-plan.js";

const note = z.strictObject({ step: z.string(), code: z.string(), message: z.string(), hint: z.string() });

const verdict = z.looseObject({ status: z.enum(["pass", "wait", "block"]), reason: z.string() });

const digest = z.string().regex(/^[0-9a-f]{64}$/);

const trainPlanSchema = z.strictObject({
  format: z.literal(1),
  kind: z.literal("train"),
  train: z.string().min(1),
  definition: digest,
  parameters: z.json(),
  steps: z.array(
    z.strictObject({
      key: z.string().min(1),
      id: z.string().min(1),
      type: z.enum(["read", "operation", "gate", "approval", "command"]),
      uses: z.string().nullable(),
      title: z.string(),
      needs: z.array(z.string()),
      status: z.enum(["planned", "later"]),
      after: z.array(z.string()),
      plan: z.looseObject({}).nullable(),
      verdict: verdict.nullable(),
      bound: z.json(),
    }),
  ),
  problems: z.array(note),
  warnings: z.array(note),
  digest,
});

/** The digest that a train plan must carry; see `TrainPlan.digest`. */
export function trainPlanDigest(plan: Pick<TrainPlan, "train" | "definition" | "parameters" | "steps">): string {
  const steps = plan.steps.map(({ key, type, uses, needs, bound, plan: own }) => ({
    key,
    type,
    uses,
    needs,
    bound,
    plan: own?.digest ?? null,
  }));
  const { train, definition, parameters } = plan;
  return digestOf(toJson({ format: 1, kind: "train", train, definition, parameters, steps }));
}

/**
 * Reads a train plan back, from a file or another process; every plan in it too.
 * @throws ReleaseError `ERR_PLAN_UNREADABLE` (not a plan of this format), `ERR_PLAN_TAMPERED` (a digest does not match)
 */
export function readTrainPlan(value: unknown): TrainPlan {
  const parsed = trainPlanSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw planUnreadable(
      issue === undefined ? "unknown shape" : `${issue.path.join(".") || "(plan)"}: ${issue.message}`,
    );
  }
  const plan = parsed.data as unknown as TrainPlan;
  for (const step of plan.steps) if (step.plan !== null) readPlan(step.plan);
  const expected = trainPlanDigest(plan);
  if (expected !== plan.digest) throw planTampered(expected, plan.digest);
  return plan;
}
