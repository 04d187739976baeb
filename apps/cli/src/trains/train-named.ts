import type { Train } from "@signalbox/release-train";
import type { Config } from "../config/load-config.js";
import { trainNotFound, usage } from "../errors.js";
import { notesPlaceOf } from "../noting/notes-place.js";
import { textsWanted } from "../noting/texts-wanted.js";
import { TEMPLATES } from "../templates/templates.js";

export type Parameters = Readonly<Record<string, unknown>>;

/**
 * A train of the configuration, or a template by its own name. `set` wins over the parameters of the configuration.
 * @throws ReleaseError `ERR_TRAIN_NOT_FOUND`, `ERR_USAGE` when a template lacks what it is made of
 */
export function trainNamed(name: string, config: Config, set: Parameters): Train {
  const given = config.trains[name] ?? (Object.hasOwn(TEMPLATES, name) ? name : undefined);
  if (given === undefined)
    throw trainNotFound(name, [...new Set([...Object.keys(config.trains), ...Object.keys(TEMPLATES)])]);
  if (typeof given === "string") return fromTemplate(name, given, config, set);
  if ("template" in given) return fromTemplate(name, given.template, config, { ...given.parameters, ...set });
  return {
    ...approvedBy(given as Train, config.approvers),
    name,
    parameters: { ...given.parameters, ...set },
  } as Train;
}

/** A train, and a sign-off in it, that names no approvers of its own has those of the configuration. */
function approvedBy(train: Train, approvers: readonly string[]): Train {
  return {
    ...train,
    approvers: train.approvers ?? approvers,
    steps: train.steps.map((step) =>
      step.type === "approval" ? { ...step, approvers: step.approvers ?? approvers } : step,
    ),
  };
}

function fromTemplate(name: string, template: string, config: Config, parameters: Parameters): Train {
  const make = Object.hasOwn(TEMPLATES, template) ? TEMPLATES[template] : undefined;
  if (make === undefined) throw trainNotFound(template, Object.keys(TEMPLATES));
  const environments = config.environments.map(({ branch }) => branch);
  const input = {
    name,
    repository: config.configuration?.repository ?? null,
    environments,
    servers: config.environments.map(({ name: of, hosts }) =>
      Object.keys(hosts).length === 0 ? null : { name: of, hosts },
    ),
    components: config.components,
    approvers: config.approvers,
    rules: { pins: config.pins, references: config.references },
    pullRequests: config.pullRequests,
    databases: config.databases,
    ci: config.ci,
    notes: notesPlaceOf(config),
    texts: textsWanted(config),
    announce: config.announce,
    parameters,
  };
  return { name, ...make(input) };
}

/**
 * Reads `--set name=value`; a value that is JSON is that, anything else, and `16.10`, is text.
 * @throws ReleaseError `ERR_USAGE`
 */
export function readParameters(given: readonly string[]): Parameters {
  return Object.fromEntries(
    given.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw usage(`--set takes name=value, not "${pair}".`, "For example --set version=next-patch.");
      return [pair.slice(0, at), valueOf(pair.slice(at + 1))];
    }),
  );
}

/** `16.10` stays text: as a number it would be the version 16.1. */
function valueOf(text: string): unknown {
  if (/^-?\d+\.\d+$/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
