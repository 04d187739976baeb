import { isReleaseError, type Json, toJson, wrapUnknown } from "@signalbox/release-core";
import { stepsFailed } from "../errors.js";

export interface Failure {
  readonly key: string;
  readonly error: unknown;
}

/** The error of the one step that failed, else `ERR_STEPS_FAILED` with all of them. */
export function oneError(failures: readonly Failure[]): unknown {
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
