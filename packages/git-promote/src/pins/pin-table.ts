import type { Pin, PinChange, PinDirection } from "./pin.js";
import { compareVersionTexts } from "./version-order.js";

/** Family and name, which together say which pin is meant. */
export const pinKey = ({ family, name }: Pick<Pin, "family" | "name">): string => JSON.stringify([family, name]);

/**
 * Old → new, a row for each place, by family and name. A pin that moved to another file keeps its row; the same pin in
 * several files has a row in each. Pure.
 */
export function pinTable(before: readonly Pin[], after: readonly Pin[]): readonly PinChange[] {
  const [old, current] = [byKey(before), byKey(after)];
  const keys = [...new Set([...old.keys(), ...current.keys()])].sort();
  return keys.flatMap((key) => pair(old.get(key) ?? [], current.get(key) ?? []).map(rowOf));
}

type Pair = { readonly was: Pin; readonly is: Pin | null } | { readonly was: Pin | null; readonly is: Pin };

function pair(was: readonly Pin[], is: readonly Pin[]): readonly Pair[] {
  const left = [...was];
  const take = (index: number): Pin | null => left.splice(index, 1)[0] ?? null;
  const sameFile = is.map((pin) => {
    const index = left.findIndex(({ file }) => file === pin.file);
    return { is: pin, was: index < 0 ? null : take(index) };
  });
  const moved = sameFile.map((found) => (found.was === null ? { is: found.is, was: take(0) } : found));
  return [...moved, ...left.map((pin) => ({ was: pin, is: null }))];
}

function rowOf({ was, is }: Pair): PinChange {
  const { family, name, file } = (is ?? was) as Pin;
  const [from, to] = [was?.version ?? null, is?.version ?? null];
  return { family, name, from, to, direction: directionOf(from, to), file };
}

/** Different texts of the same version (`1.2` and `1.2.0`) are `up`: somebody wrote something new. */
export function directionOf(from: string | null, to: string | null): PinDirection {
  if (from === to) return "same";
  if (from === null) return "new";
  if (to === null) return "gone";
  return compareVersionTexts(from, to) > 0 ? "down" : "up";
}

function byKey(pins: readonly Pin[]): ReadonlyMap<string, readonly Pin[]> {
  const grouped = new Map<string, Pin[]>();
  for (const pin of pins) {
    const key = pinKey(pin);
    grouped.set(key, [...(grouped.get(key) ?? []), pin]);
  }
  return grouped;
}
