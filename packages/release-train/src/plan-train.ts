import { type CallOptions, contextOf, fanOut, type Json, toJson } from "@signalbox/release-core";
import { definitionOf } from "./definition.js";
import { defineTrain } from "./define-train.js";
import { reasonMissing } from "./decision-errors.js";
import { skippedNeeded, trainInvalid } from "./errors.js";
import { expandStep, type Instance } from "./expand-step.js";
import { needsOf, parseNeed } from "./needs.js";
import { rememberPlan } from "./plan-age.js";
import { planInstance } from "./plan-instance.js";
import { blank, boundOf, type Line, problemOf, waivedBound } from "./planned-step.js";
import type { Reasons } from "./skips.js";
import type { Kinds, Known, Step, Train } from "./train.js";
import type { TrainPlan } from "./train-plan.js";
import { trainPlanDigest } from "./read-train-plan.js";

export interface PlanTrainOptions extends CallOptions {
  /** Override single members of the train's own parameters. */
  readonly parameters?: { readonly [name: string]: Json } | undefined;
  /** How many steps are planned at once. Default 4. */
  readonly concurrency?: number | undefined;
  /** Steps to leave out, by id or key, each with the reason. They are part of what is approved. */
  readonly skips?: Reasons | undefined;
  /** Gates that shall not hold the train up, by id or key, each with the reason. They are part of what is approved. */
  readonly waivers?: Reasons | undefined;
  /** What a person types to get this plan, without `--waive`; the hint at a gate that blocks goes on from there. */
  readonly sameCommand?: string | undefined;
}

/**
 * Plans the whole train; writes nothing. Every problem of every step is in `problems`: one broken repository hides no
 * other. A step whose input comes from an earlier step is `later`, and its `bound` is what is approved.
 * @throws ReleaseError `ERR_TRAIN_INVALID`, `ERR_REASON_MISSING`; the reason of an aborted signal
 */
export async function planTrain(train: Train, kinds: Kinds, options: PlanTrainOptions = {}): Promise<TrainPlan> {
  defineTrain(train, kinds);
  const { signal, now } = contextOf(options);
  signal.throwIfAborted();
  const parameters = toJson({ ...(train.parameters as object | undefined), ...options.parameters });
  const known: Known = { outcomes: {}, item: null, parameters };
  const reasons = { skips: options.skips ?? {}, waivers: options.waivers ?? {} };
  for (const [key, reason] of Object.entries(reasons.waivers))
    if (reason.trim() === "") throw reasonMissing(key, "waive");
  const lines = train.steps.flatMap((step) => expandLines(train, step, known, reasons));

  const settled = await fanOut(
    lines,
    async (line) => ("planned" in line ? line : planInstance(line.instance, { train, kinds, known }, options)),
    options,
  );
  signal.throwIfAborted();
  const done = settled.map((entry): Line => {
    if (entry.status === "fulfilled") return entry.value;
    throw entry.status === "rejected" ? entry.error : new Error("A step was not planned.");
  });
  const body = {
    format: 1 as const,
    kind: "train" as const,
    train: train.name,
    definition: definitionOf(train),
    parameters,
    steps: done.map((line) => line.planned),
    problems: [
      ...done.flatMap(({ planned, problems }) => problems.map((problem) => ({ step: planned.key, ...problem }))),
      ...noGates(train, reasons.waivers),
    ],
    warnings: done.flatMap(({ planned }) =>
      (planned.plan?.warnings ?? []).map((warning) => ({ step: planned.key, ...warning })),
    ),
  };
  const plan = toJson({ ...body, digest: trainPlanDigest(body) }) as unknown as TrainPlan;
  return rememberPlan(plan, now());
}

/** A waiver that meets no gate must not look as if it had been heard. */
function noGates(train: Train, waivers: Reasons): TrainPlan["problems"] {
  const gates = new Set(train.steps.filter(({ type }) => type === "gate").map(({ id }) => id));
  return Object.keys(waivers)
    .filter((key) => !gates.has(key.replace(/\[.*\]$/, "")))
    .map((key) => {
      const known = [...gates].join(", ") || "none";
      const message = `there is no gate ${key}; gates: ${known}`;
      return { step: key, ...problemOf(trainInvalid(train.name, [{ path: `waivers.${key}`, message }])) };
    });
}

function expandLines(
  train: Train,
  step: Step,
  known: Known,
  { skips, waivers }: { readonly skips: Reasons; readonly waivers: Reasons },
): (Line | { instance: Instance })[] {
  const reason = skips[step.id];
  if (reason !== undefined) return [{ planned: { ...blank(step, step.id), bound: { skipped: reason } }, problems: [] }];
  const written = (step.needs ?? []).map((text) => parseNeed(text).id);
  const gone = needsOf(step)
    .map(({ id }) => id)
    .find((need) => skips[need] !== undefined && !written.includes(need) && step.rescue !== need);
  if (gone !== undefined)
    return [{ planned: blank(step, step.id), problems: [problemOf(skippedNeeded(step.id, gone))] }];
  try {
    const expansion = expandStep(step, known);
    if (!expansion.known) {
      const bound = { ...boundOf(step), ...waivedBound(step, step.id, waivers), forEach: toJson(step.forEach ?? null) };
      return [{ planned: { ...blank(step, step.id), status: "later", after: expansion.missing, bound }, problems: [] }];
    }
    return expansion.instances.map((instance) => {
      const skipped = skips[instance.key];
      if (skipped === undefined) return { instance };
      return { planned: { ...blank(step, instance.key), bound: { skipped } }, problems: [] };
    });
  } catch (error) {
    return [{ planned: blank(step, step.id), problems: [problemOf(error)] }];
  }
}
