import type { Json } from "@signalbox/release-core";
import { referenceMissing } from "./errors.js";
import { itemName } from "./step-key.js";
import type { InputSource, Known } from "./train.js";

/**
 * A parsed `$ref`; with `?` at its end, its member is left out where there is nothing: `train.<path>`, `item.<path>`, `<step>.<path>`, and with a `forEach` step `<step>[<name>].<path>`,
 * `<step>[].<path>` (the one of the same item) or `<step>` (an object of outcomes by item name). Paths: `results/0/tag`.
 */
export interface Reference {
  readonly text: string;
  readonly from: "train" | "item" | "step";
  readonly step: string;
  /** Between the brackets; null without brackets, "" for the same item. */
  readonly of: string | null;
  readonly path: readonly string[];
  readonly isOptional: boolean;
}

type JsonObject = { readonly [key: string]: Json };

const SHAPE = /^([A-Za-z0-9_-]+)(?:\[([^\]]*)\])?(?:\.(.+))?$/;

/** Null when the text is no reference. */
export function parseReference(text: string): Reference | null {
  const isOptional = text.endsWith("?");
  const match = SHAPE.exec(isOptional ? text.slice(0, -1) : text);
  if (match === null) return null;
  const [, root = "", of, path] = match;
  const from = root === "train" || root === "item" ? root : "step";
  if (from !== "step" && of !== undefined) return null;
  return {
    text,
    from,
    step: from === "step" ? root : "",
    of: of ?? null,
    path: path === undefined ? [] : path.split("/"),
    isOptional,
  };
}

/** The text of a `{ "$ref": … }`, null for any other value. */
export function referenceText(value: Json): string | null {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return null;
  const members = value as JsonObject;
  return typeof members["$ref"] === "string" && Object.keys(members).length === 1 ? members["$ref"] : null;
}

/** Every reference in a value, with the place where it stands. */
export function referencesIn(value: Json, path = ""): readonly { readonly path: string; readonly text: string }[] {
  const text = referenceText(value);
  if (text !== null) return [{ path, text }];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, member]) => referencesIn(member, path === "" ? key : `${path}.${key}`));
}

/** What a look-up gives: a value (absent: an optional reference to nothing), or that the step has not ended yet. */
export type Found =
  { readonly known: true; readonly value: Json | undefined } | { readonly known: false; readonly step: string };

/** @throws ReleaseError `ERR_REFERENCE_MISSING` when the source is known but has no such part */
function lookUp(reference: Reference, known: Known): Found {
  if (reference.from === "train") return { known: true, value: follow(known.parameters, reference) };
  if (reference.from === "item") return { known: true, value: follow(known.item, reference) };
  const name = reference.of === "" ? itemName(known.item) : reference.of;
  const key = name === null ? reference.step : `${reference.step}[${name}]`;
  const outcome = known.outcomes[key];
  if (outcome === undefined) return { known: false, step: reference.step };
  return { known: true, value: follow(outcome, reference) };
}

function follow(start: Json, reference: Reference): Json | undefined {
  let value = start;
  for (const part of reference.path) {
    const isInside = value !== null && typeof value === "object" && Object.hasOwn(value, part);
    if (!isInside && reference.isOptional) return undefined;
    if (!isInside) throw referenceMissing(reference.text);
    value = (value as JsonObject)[part] as Json;
  }
  return value;
}

/** An input with everything filled in that is known; `missing` are the ids of steps that must end first. */
export interface Resolved {
  readonly value: Json;
  readonly missing: readonly string[];
}

/** @throws ReleaseError `ERR_REFERENCE_MISSING`; a function's own errors */
export function resolve(source: InputSource | undefined, known: Known): Resolved {
  if (source === undefined) return { value: {}, missing: [] };
  if (typeof source === "function") return resolveFunction(source, known);
  const missing = new Set<string>();
  return { value: fill(source, known, missing) ?? {}, missing: [...missing] };
}

function fill(value: Json, known: Known, missing: Set<string>): Json | undefined {
  const text = referenceText(value);
  if (text !== null) {
    const reference = parseReference(text);
    if (reference === null) throw referenceMissing(text);
    const found = lookUp(reference, known);
    if (found.known) return found.value;
    missing.add(found.step);
    return value;
  }
  if (Array.isArray(value)) return value.map((member: Json) => fill(member, known, missing)).filter(isThere);
  if (value === null || typeof value !== "object") return value;
  const members = Object.entries(value).map(([key, member]) => [key, fill(member, known, missing)] as const);
  return Object.fromEntries(members.filter((member): member is [string, Json] => isThere(member[1])));
}

const isThere = (value: Json | undefined): value is Json => value !== undefined;

/** A function is asked with outcomes that tell when one is read that is not there yet. */
function resolveFunction(source: (known: Known) => Json, known: Known): Resolved {
  const asked = new Set<string>();
  const outcomes = new Proxy(known.outcomes, {
    get: (target, key) => {
      const outcome = typeof key === "string" ? target[key] : undefined;
      if (outcome === undefined && typeof key === "string") asked.add(key);
      return outcome;
    },
  });
  try {
    const value = source({ ...known, outcomes });
    return asked.size === 0 ? { value, missing: [] } : { value: null, missing: [...asked] };
  } catch (error) {
    if (asked.size === 0) throw error;
    return { value: null, missing: [...asked] };
  }
}
