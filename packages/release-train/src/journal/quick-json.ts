import { type Json, toJson } from "@signalbox/release-core";

const DEEPEST = 200;

/**
 * `toJson` with a short way for what is JSON already, as nearly every result is: a step should cost little more than
 * its two syncs. @throws ReleaseError `ERR_NOT_JSON`
 */
export function quickJson(value: unknown): Json {
  return isJson(value, 0) ? (JSON.parse(JSON.stringify(value)) as Json) : toJson(value);
}

/** False also for what is only nearly JSON, and for what may be a cycle; the long way then says what is wrong. */
function isJson(value: unknown, depth: number): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || depth > DEEPEST) return false;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) if (!isJson(value[index], depth + 1)) return false;
    return true;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  for (const key of Object.keys(value)) if (!isJson((value as Record<string, unknown>)[key], depth + 1)) return false;
  return true;
}
