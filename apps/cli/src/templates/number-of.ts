import { usage } from "../errors.js";

/** @throws ReleaseError `ERR_USAGE` when it is no text of numbers: YAML takes 16.10 without quotes for 16.1 */
export function numberOf(train: string, parameter: string, value: unknown): string {
  if (typeof value === "string" && /^\d+(\.\d+){1,2}$/.test(value)) return value;
  throw usage(
    value === undefined
      ? `The train ${train} needs the parameter ${parameter}.`
      : `The parameter ${parameter} of the train ${train} must be text such as "16.10", not ${JSON.stringify(value)}.`,
    `Give it as --set ${parameter}=16.10, or in quotes in the configuration.`,
  );
}
