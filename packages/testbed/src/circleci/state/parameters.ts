import { Refusal } from "../http/refusal.js";
import type { ConfigScript, ParameterScript } from "../options.js";
import type { ParameterValues } from "./records.js";

/**
 * The values of a pipeline: the declared defaults, and what was given.
 * @throws Refusal 400 for a parameter that is not declared, or of another type
 */
export function valuesOf({ parameters = {} }: ConfigScript, given: ParameterValues): ParameterValues {
  const values = Object.entries(parameters).map(([name, script]) => [name, given[name] ?? script.default]);
  for (const [name, value] of Object.entries(given)) {
    const script = parameters[name];
    if (script === undefined) throw new Refusal(400, `Unexpected argument(s): ${name}`);
    if (!isOf(script, value))
      throw new Refusal(400, `Type error for argument ${name}: expected type: ${nameOf(script)}`);
  }
  return Object.fromEntries(values) as ParameterValues;
}

function isOf(script: ParameterScript, value: string | number | boolean): boolean {
  if (script.type === "enum") return typeof value === "string" && script.enum.includes(value);
  if (script.type === "integer") return Number.isInteger(value);
  return typeof value === script.type;
}

const nameOf = (script: ParameterScript): string =>
  script.type === "enum" ? `enum: ${script.enum.join(", ")}` : script.type;
