import { isReleaseError, type Json, toJson, wrapUnknown } from "@signalbox/release-core";
import type { EngineContext } from "../engine-port.js";
import { itemsInvalid, stepsFailed } from "../errors.js";
import { expandStep, type Instance } from "../expand-step.js";
import { needsOf } from "../needs.js";
import { skipsOf } from "../skips.js";
import { itemName } from "../step-key.js";
import type { Kinds, Step, Train } from "../train.js";
import type { TrainPlan } from "../train-plan.js";
import { runStep } from "./run-step.js";
import { openSlots, stepContext } from "./step-context.js";
import type { RunOptions } from "./step-run.js";

type Ending =
  | { readonly status: "done" | "skipped" | "unneeded" }
  | { readonly status: "not-reached"; readonly because: string }
  | { readonly status: "failed"; readonly items: readonly (string | null)[] };

interface Failure {
  readonly key: string;
  readonly error: unknown;
}

/** What a run says at its end. */
type Summary = { readonly [key: string]: "done" | "skipped" | "unneeded" };

/**
 * Runs every step as soon as its needs have ended well, independent ones side by side. A failure stops what needs the
 * failed step and nothing else.
 * @throws the error of the one step that failed, ReleaseError `ERR_STEPS_FAILED` when several did
 */
export async function runSteps(
  context: EngineContext,
  { train, kinds, plan }: { readonly train: Train; readonly kinds: Kinds; readonly plan: TrainPlan },
  options: RunOptions,
): Promise<Json> {
  const slots = openSlots(options.concurrency ?? 4);
  const outcomes: { [key: string]: Json } = {};
  const failures: Failure[] = [];
  const summary: { [key: string]: Summary[string] } = {};
  const endings = new Map<string, Promise<Ending>>();
  const skips = skipsOf(plan);

  const end = (id: string): Promise<Ending> => {
    const known = endings.get(id);
    if (known !== undefined) return known;
    const step = train.steps.find((other) => other.id === id) as Step;
    const ending = begin(step);
    endings.set(id, ending);
    return ending;
  };

  const begin = async (step: Step): Promise<Ending> => {
    const needs = await Promise.all(needsOf(step).map(async (id) => ({ id, ending: await end(id) })));
    const target = needs.find(({ id }) => id === step.rescue);
    if (target !== undefined && target.ending.status !== "failed") return note(step, "unneeded");
    const missing = needs.find(
      ({ id, ending }) => id !== step.rescue && (ending.status === "failed" || ending.status === "not-reached"),
    );
    if (missing !== undefined) return { status: "not-reached", because: missing.id };
    const reason = skips[step.id];
    if (reason !== undefined) {
      outcomes[step.id] = { skipped: reason };
      return note(step, "skipped");
    }
    const broken = target?.ending.status === "failed" ? target.ending.items : [];
    return runInstances(step, broken);
  };

  const note = (step: Step, status: "skipped" | "unneeded"): Ending => {
    summary[step.id] = status;
    return { status };
  };

  const runInstances = async (step: Step, broken: readonly (string | null)[]): Promise<Ending> => {
    const failed: (string | null)[] = [];
    const tryOne = async (instance: Instance): Promise<void> => {
      const { key, item } = instance;
      const reason = skips[key];
      if (reason !== undefined) outcomes[key] = { skipped: reason };
      summary[key] = reason === undefined ? "done" : "skipped";
      if (reason !== undefined) return;
      const rescued = train.steps.some((other) => other.rescue === step.id);
      const own = stepContext(context, slots, rescued, options.signal);
      const known = { outcomes, item, parameters: plan.parameters };
      try {
        outcomes[key] = await runStep({ key, step, item, known, train, kinds, plan, context: own, options });
      } catch (error) {
        delete summary[key];
        failures.push({ key, error });
        failed.push(itemName(item));
      }
    };
    try {
      const expansion = expandStep(step, { outcomes, item: null, parameters: plan.parameters });
      if (!expansion.known) throw itemsInvalid(step.id, `${expansion.missing.join(", ")} gave no outcome`);
      const isOfBroken = ({ item }: Instance): boolean =>
        broken.length === 0 || broken.includes(null) || broken.includes(itemName(item));
      const instances = step.forEach === undefined ? expansion.instances : expansion.instances.filter(isOfBroken);
      await Promise.all(instances.map(tryOne));
      if (step.forEach !== undefined) {
        outcomes[step.id] = Object.fromEntries(
          instances.map(({ key, item }) => [itemName(item) ?? key, outcomes[key] ?? null]),
        );
      }
    } catch (error) {
      failures.push({ key: step.id, error });
      failed.push(null);
    }
    return failed.length > 0 ? { status: "failed", items: failed } : { status: "done" };
  };

  await Promise.all(train.steps.map((step) => end(step.id)));
  if (failures.length > 0) throw oneError(failures);
  return toJson({ steps: summary });
}

function oneError(failures: readonly Failure[]): unknown {
  const [first] = failures;
  if (failures.length === 1 && first !== undefined) return first.error;
  const known = failures.map(({ key, error }) => ({ key, error: wrapUnknown(error, `running ${key}`) }));
  const list = known.map(({ key, error }) =>
    isReleaseError(error) ? { step: key, code: error.code, message: error.message, hint: error.hint } : { step: key },
  );
  return stepsFailed(
    toJson(list) as readonly Json[],
    list.map((line) => ("message" in line ? line.message : line.step)).join(" | "),
  );
}
