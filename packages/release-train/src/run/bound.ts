import { canonicalJson, type Json, type Plan } from "@signalbox/release-core";
import { referenceText } from "../references.js";

type JsonObject = { readonly [key: string]: Json };

/**
 * True when a plan is of the kind that was approved, and every part of its input that was known then is the same.
 * A `$ref` in the approved input stands for anything.
 */
export function isInside(plan: Plan, bound: Json): boolean {
  if (bound === null || typeof bound !== "object" || Array.isArray(bound)) return false;
  const { uses, with: input } = bound as JsonObject;
  return uses === plan.kind && (input === null || input === undefined || covers(input, plan.input));
}

/** True when `found` is `pattern` with its references filled in. */
function covers(pattern: Json, found: Json): boolean {
  if (referenceText(pattern) !== null) return true;
  if (pattern === null || typeof pattern !== "object" || found === null || typeof found !== "object") {
    return canonicalJson(pattern) === canonicalJson(found);
  }
  if (Array.isArray(pattern) !== Array.isArray(found)) return false;
  const keys = Object.keys(pattern);
  if (keys.length !== Object.keys(found).length) return false;
  return keys.every(
    (key) => key in found && covers((pattern as JsonObject)[key] as Json, (found as JsonObject)[key] as Json),
  );
}
