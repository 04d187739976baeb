import {
  type CallOptions,
  contextOf,
  type Json,
  type Plan,
  type Problem,
  toJson,
  type Verdict,
} from "@signalbox/release-core";
import { gateBlocked, trainInvalid } from "./errors.js";
import type { Instance } from "./expand-step.js";
import { allNeedsOf, endedBefore, needsOf } from "./needs.js";
import { blank, boundOf, type Line, problemOf, waivedBound } from "./planned-step.js";
import { resolve } from "./references.js";
import type { Reasons } from "./skips.js";
import { stepKey } from "./step-key.js";
import type { Kinds, Known, Step, Train } from "./train.js";
import type { PlannedStep } from "./train-plan.js";

/** Plans or judges one instance as far as it can be known now. */
export async function planInstance(
  instance: Instance,
  { train, kinds, known }: { readonly train: Train; readonly kinds: Kinds; readonly known: Known },
  options: CallOptions & { readonly waivers?: Reasons | undefined; readonly sameCommand?: string | undefined },
): Promise<Line> {
  const { step, item } = instance;
  const planned = blank(step, instance.key);
  const waived = waivedBound(step, instance.key, options.waivers ?? {});
  try {
    if (step.type === "command") return { planned: { ...planned, bound: boundOf(step) }, problems: [] };
    const source = step.type === "approval" ? (step.items ?? []) : step.with;
    const { value, missing } = resolve(source, { ...known, item });
    const bound: Json = {
      ...boundOf(step),
      ...waived,
      ...(step.type === "approval" ? { items: value } : { with: value }),
      item,
    };
    if (missing.length > 0) {
      const later = { ...planned, status: "later" as const, after: missing, bound };
      return { planned: later, problems: unneeded(instance, missing, train) };
    }
    if (step.type === "operation" && step.planned === "later")
      return { planned: afterNeeds(planned, step, bound), problems: [] };
    if (step.type === "operation") {
      const plan = (await kinds.operations[step.uses]?.plan(value, options)) as Plan;
      return { planned: { ...planned, plan: toJson(plan) as unknown as Plan }, problems: plan.problems };
    }
    if (step.type === "gate") {
      const before = actsBefore(step.id, train);
      if (before) return { planned: afterNeeds(planned, step, bound), problems: [] };
      const check = async (): Promise<Verdict> => (await kinds.gates[step.uses]?.check(value, options)) as Verdict;
      // A gate that cannot even be asked is waived all the same.
      const verdict = waived.waived === undefined ? await check() : await check().catch(() => null);
      return {
        planned: { ...planned, verdict: toJson(verdict) as unknown as Verdict | null, bound },
        problems: waived.waived === undefined ? blocks(instance.key, verdict, options.sameCommand ?? runOf(train)) : [],
      };
    }
    return { planned: { ...planned, bound }, problems: [] };
  } catch (error) {
    contextOf(options).signal.throwIfAborted();
    return { planned, problems: [problemOf(error)] };
  }
}

const afterNeeds = (planned: PlannedStep, step: Step, bound: Json): PlannedStep => ({
  ...planned,
  status: "later",
  after: needsOf(step).map(({ id }) => id),
  bound,
});

/** A function may read what no need makes sure of: the outcome would be there or not, by chance. */
function unneeded({ step, item }: Instance, missing: readonly string[], train: Train): readonly Problem[] {
  const { id } = step;
  const ended = endedBefore(id, train.steps);
  // References of JSON are needs by themselves, and told by the id of the step.
  const source = step.type === "approval" ? step.items : "with" in step ? step.with : undefined;
  if (typeof source !== "function") return [];
  const others = missing.filter((key) => {
    const other = key.replace(/\[.*\]$/, "");
    return ended.get(other) !== "whole" && !(ended.get(other) === "own" && key === stepKey(other, item));
  });
  if (others.length === 0) return [];
  const path = `steps.${train.steps.findIndex((step) => step.id === id)}.with`;
  return [
    problemOf(
      trainInvalid(
        train.name,
        others.map((key) => ({ path, message: `it reads ${key}, which is not among its needs` })),
      ),
    ),
  ];
}

/** A gate behind a step that changes something, or behind a person, says nothing yet. */
function actsBefore(id: string, train: Train): boolean {
  const before = allNeedsOf(id, train.steps);
  return train.steps.some((step) => before.has(step.id) && step.type !== "gate" && step.type !== "read");
}

const runOf = ({ name }: Train): string => `signalbox run ${name}`;

function blocks(key: string, verdict: Verdict | null, command: string): readonly Problem[] {
  if (verdict?.status !== "block") return [];
  // A shell would take the brackets of an item for a pattern.
  const gate = /^[\w.-]+$/.test(key) ? key : `'${key}'`;
  const hint = `${verdict.hint} To go on all the same: ${command} --waive ${gate} --reason "<why>"`;
  return [problemOf(gateBlocked(key, verdict.reason, hint, {}))];
}
