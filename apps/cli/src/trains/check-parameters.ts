import type { Train } from "@signalbox/release-train";
import { nearest } from "../args/suggest.js";
import type { Config } from "../config/load-config.js";
import { usage } from "../errors.js";
import { PARAMETERS_OF } from "../templates/templates.js";
import type { Parameters } from "./train-named.js";

/**
 * Refuses a parameter that nothing in the train reads: the release would be made without what was meant, or be another
 * one. A train that is not there is left to `trainNamed`.
 * @throws ReleaseError `ERR_USAGE`
 */
export function checkParameters(name: string, config: Config, set: Parameters): void {
  const given = Object.hasOwn(config.trains, name) ? (config.trains[name] ?? name) : name;
  const template = typeof given === "string" ? given : "template" in given ? given.template : null;
  if (template !== null && !Object.hasOwn(PARAMETERS_OF, template)) return;
  const known = template === null ? parametersRead(given as Train) : (PARAMETERS_OF[template] ?? []);
  const configured = typeof given === "object" && "template" in given ? given.parameters : {};
  for (const parameter of Object.keys({ ...configured, ...set })) {
    if (!known.includes(parameter)) throw usage(messageOf(name, parameter, template), hintOf(parameter, known));
  }
}

/** What `$ref: train.…` names in the steps; a parameter that is only declared changes nothing. */
function parametersRead({ steps }: Train): readonly string[] {
  const found = JSON.stringify(steps).matchAll(/"\$ref":"train\.([^"./?[]+)/g);
  return [...new Set([...found].map(([, parameter = ""]) => parameter))];
}

const messageOf = (name: string, parameter: string, template: string | null): string =>
  template === null
    ? `No step of the train ${name} reads the parameter ${parameter}.`
    : `The train ${name} has no parameter ${parameter}.`;

function hintOf(parameter: string, known: readonly string[]): string {
  const near = nearest(parameter, known);
  if (near.length > 0) return `Did you mean ${near.join(" or ")}?`;
  return known.length > 0
    ? `Its parameters: ${known.join(", ")}.`
    : "Change the steps where they are written; or name a template there, which is made anew of its parameters.";
}
