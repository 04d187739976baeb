import { type Json, toJson } from "@signalbox/release-core";
import { referenceMissing } from "../errors.js";
import { resolve } from "../references.js";
import type { InputSource } from "../train.js";
import type { StepRun } from "./step-run.js";

/** The input of a step, now that everything before it has ended. @throws ReleaseError `ERR_REFERENCE_MISSING` */
export function inputOf(run: StepRun, source: InputSource | undefined): Json {
  const { value, missing } = resolve(source, { ...run.known, item: run.item });
  const [first] = missing;
  if (first !== undefined) throw referenceMissing(first);
  return toJson(value);
}
