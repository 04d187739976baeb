import { isPlainObject } from "./json.js";

/**
 * Freezes plain objects and arrays and everything in them, so that a pure half cannot change what another half reads.
 * Other objects (a Map, a Buffer, a client) are left alone.
 */
export function deepFreeze<T>(value: T, seen = new Set<unknown>()): T {
  if (seen.has(value) || !(Array.isArray(value) || isPlainObject(value))) return value;
  seen.add(value);
  for (const member of Object.values(value)) deepFreeze(member, seen);
  return Object.freeze(value);
}
