import { type Action, canonicalJson, type Json, type Plan } from "@signalbox/release-core";
import { referencesIn, referenceText } from "../references.js";
import type { DeclaredBound } from "../train.js";

type JsonObject = { readonly [key: string]: Json };

/**
 * True when a plan is of the kind that was approved, every part of its input that was known then is the same, and its
 * actions are among those that the step declares. A `$ref` in the approved input stands for anything; but an input of
 * which not even the repository was known is inside only what is declared.
 */
export function isInside(plan: Plan, bound: Json): boolean {
  if (bound === null || typeof bound !== "object" || Array.isArray(bound)) return false;
  const { uses, with: input = null, declared = null } = bound as JsonObject;
  if (uses !== plan.kind || (input !== null && !covers(input, plan.input))) return false;
  const limits = declared as DeclaredBound | null;
  // A function's input, or one that is a reference as a whole, says nothing at all.
  if (input === null && limits === null) return false;
  const isPlaceNamed = limits?.repositories !== undefined || limits?.hosts !== undefined;
  if (input !== null && isRepositoryOpen(input) && !isPlaceNamed) return false;
  return limits === null || plan.actions.every((action) => isDeclared(action, limits));
}

/** True when something that names a repository, or the whole input, is a reference. */
function isRepositoryOpen(input: Json): boolean {
  if (referenceText(input) !== null) return true;
  if (input === null || typeof input !== "object") return false;
  return Object.entries(input).some(([key, member]) =>
    key === "repository" || key === "repositories" ? referencesIn(member).length > 0 : isNestedOpen(member),
  );
}

const isNestedOpen = (member: Json): boolean => referenceText(member) === null && isRepositoryOpen(member);

function isDeclared(action: Action, { repositories, hosts, refs, actions }: DeclaredBound): boolean {
  const { type, repository, host, ref } = action as Action & Partial<Record<"repository" | "host" | "ref", unknown>>;
  return isOneOf(repository, repositories) && isOneOf(host, hosts) && isOneOf(ref, refs) && isOneOf(type, actions);
}

function isOneOf(value: unknown, allowed: string | readonly string[] | undefined): boolean {
  return allowed === undefined || [allowed].flat().some((one) => one === value);
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
