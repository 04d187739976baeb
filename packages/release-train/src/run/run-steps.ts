import { type Json, toJson } from "@signalbox/release-core";
import type { EngineContext } from "../engine-port.js";
import { itemsInvalid } from "../errors.js";
import { expandStep, type Instance } from "../expand-step.js";
import { needsOf } from "../needs.js";
import { skipsOf } from "../skips.js";
import { itemName } from "../step-key.js";
import type { Kinds, Step, Train } from "../train.js";
import type { TrainPlan } from "../train-plan.js";
import { BROKEN, endedAs, type Ending, endingOf, type ItemEnding, mayFollow } from "./ending.js";
import { type Failure, oneError } from "./one-error.js";
import { runStep } from "./run-step.js";
import { openSlots, stepContext } from "./step-context.js";
import type { RunOptions } from "./step-run.js";

/** A step under way. */
interface Going {
  readonly whole: Promise<Ending>;
  /** By name, as soon as it is known which there are; null when the step has none to wait for. */
  readonly items: Promise<ReadonlyMap<string, Promise<ItemEnding>> | null>;
}

/**
 * Runs every step as soon as its needs have ended well, independent ones side by side, and of a step that needs only
 * the same item of another each item by itself. A failure stops what needs the failed step or item and nothing else.
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
  const summary: { [key: string]: "done" | "skipped" | "unneeded" } = {};
  const all = new Map<string, Going>();
  const skips = skipsOf(plan);
  const { parameters } = plan;
  const stepNamed = (id: string): Step => train.steps.find((step) => step.id === id) as Step;

  const going = (id: string): Going => {
    const known = all.get(id);
    if (known !== undefined) return known;
    const started = start(stepNamed(id));
    all.set(id, started);
    return started;
  };

  const start = (step: Step): Going => {
    const opened = open(step);
    const named = opened.then((found) =>
      "status" in found ? null : found.map((instance) => [itemName(instance.item), tryOne(instance)] as const),
    );
    const items = named.then((list) => list && new Map(list.map(([name, ending]) => [name ?? "", ending])));
    const whole = Promise.all([opened, named]).then(([found, list]) =>
      "status" in found || list === null ? (found as Ending) : close(step, found, list),
    );
    return { whole, items };
  };

  /** Waits for what the whole step needs; then its instances, or why there are none. */
  const open = async (step: Step): Promise<Ending | readonly Instance[]> => {
    const wholes = needsOf(step).filter(({ own }) => !own);
    const needs = await Promise.all(wholes.map(async ({ id }) => ({ id, ending: await going(id).whole })));
    const target = needs.find(({ id }) => id === step.rescue)?.ending;
    if (target !== undefined && target.failed.length === 0) return note(step, "unneeded");
    const isStopped = needs.some(({ id, ending }) => id !== step.rescue && !mayFollow(stepNamed(id), ending));
    if (isStopped) return endedAs("not-reached");
    const reason = skips[step.id];
    if (reason !== undefined) {
      outcomes[step.id] = { skipped: reason };
      return note(step, "skipped");
    }
    try {
      return instancesOf(step, target?.failed ?? []);
    } catch (error) {
      failures.push({ key: step.id, error });
      return BROKEN;
    }
  };

  const note = (step: Step, status: "skipped" | "unneeded"): Ending => {
    summary[step.id] = status;
    return endedAs(status);
  };

  /** A rescue is for the items that failed only. */
  const instancesOf = (step: Step, broken: readonly (string | null)[]): readonly Instance[] => {
    const expansion = expandStep(step, { outcomes, item: null, parameters });
    if (!expansion.known) throw itemsInvalid(step.id, `${expansion.missing.join(", ")} gave no outcome`);
    if (step.forEach === undefined || broken.length === 0 || broken.includes(null)) return expansion.instances;
    return expansion.instances.filter(({ item }) => broken.includes(itemName(item)));
  };

  /** True when what this very item needs has ended well. */
  const isReached = async ({ step, item }: Instance): Promise<boolean> => {
    const owns = needsOf(step).filter(({ own }) => own);
    const answers = owns.map(async ({ id }) => {
      const { items, whole } = going(id);
      const same = (await items)?.get(itemName(item) ?? "");
      return same === undefined ? mayFollow(stepNamed(id), await whole) : (await same) === "done";
    });
    return (await Promise.all(answers)).every(Boolean);
  };

  const tryOne = async (instance: Instance): Promise<ItemEnding> => {
    const { key, step, item } = instance;
    if (!(await isReached(instance))) return "not-reached";
    const reason = skips[key];
    if (reason !== undefined) {
      outcomes[key] = { skipped: reason };
      summary[key] = "skipped";
      return "done";
    }
    const rescued = train.steps.some((other) => other.rescue === step.id);
    const own = stepContext(context, slots, rescued, options.signal);
    const known = { outcomes, item, parameters };
    try {
      outcomes[key] = await runStep({ key, step, item, known, train, kinds, plan, context: own, options });
      summary[key] = "done";
      return "done";
    } catch (error) {
      failures.push({ key, error });
      return "failed";
    }
  };

  const close = async (
    step: Step,
    instances: readonly Instance[],
    named: readonly (readonly [string | null, Promise<ItemEnding>])[],
  ): Promise<Ending> => {
    const endings = await Promise.all(named.map(async ([name, ending]) => [name, await ending] as const));
    if (step.forEach !== undefined) {
      const byName = instances.map(({ key, item }) => [itemName(item) ?? key, outcomes[key] ?? null]);
      outcomes[step.id] = Object.fromEntries(byName) as Json;
    }
    return endingOf(endings);
  };

  await Promise.all(train.steps.map(({ id }) => going(id).whole));
  if (failures.length > 0) throw oneError(failures);
  return toJson({ steps: summary });
}
