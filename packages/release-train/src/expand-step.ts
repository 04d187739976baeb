import type { Json } from "@signalbox/release-core";
import { itemsInvalid } from "./errors.js";
import { resolve } from "./references.js";
import { itemName, stepKey } from "./step-key.js";
import type { Known, Step } from "./train.js";

/** One thing to do: a step, or a step for one item of its `forEach`. */
export interface Instance {
  readonly key: string;
  readonly step: Step;
  /** Null without `forEach`. */
  readonly item: Json;
}

/** The instances of a step, or the ids of the steps that must end before they are known. */
export type Expansion =
  | { readonly known: true; readonly instances: readonly Instance[] }
  | { readonly known: false; readonly missing: readonly string[] };

/** @throws ReleaseError `ERR_ITEMS_INVALID`, `ERR_REFERENCE_MISSING` */
export function expandStep(step: Step, known: Known): Expansion {
  if (step.forEach === undefined) return { known: true, instances: [{ key: step.id, step, item: null }] };
  const { value, missing } = resolve(step.forEach, { ...known, item: null });
  if (missing.length > 0) return { known: false, missing };
  if (!Array.isArray(value)) throw itemsInvalid(step.id, "they are not a list");
  const names = value.map((item: Json) => itemName(item));
  if (names.includes(null)) throw itemsInvalid(step.id, "an item is neither a string nor has it a name");
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw itemsInvalid(step.id, `${twice} is there twice`);
  return { known: true, instances: value.map((item: Json) => ({ key: stepKey(step.id, item), step, item })) };
}
