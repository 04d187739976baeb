import type { Json } from "@signalbox/release-core";
import { parseReference, referencesIn } from "./references.js";
import type { Step } from "./train.js";

/** A step that must end before another; `own`: only the instance of the same item must. */
export interface Need {
  readonly id: string;
  readonly own: boolean;
}

/** `cut` is the whole step, `cut[]` its instance for the same item. */
export function parseNeed(text: string): Need {
  return text.endsWith("[]") ? { id: text.slice(0, -2), own: true } : { id: text, own: false };
}

export const needText = ({ id, own }: Need): string => (own ? `${id}[]` : id);

/**
 * What must end before a step: its `needs`, what it refers to, and what it rescues. A reference `cut[].…` is content
 * with the same item only where `needs` says `cut[]`; whatever needs the whole of a step waits for the whole of it.
 */
export function needsOf(step: Step): readonly Need[] {
  const written = (step.needs ?? []).map(parseNeed);
  const owned = new Set(written.filter(({ own }) => own).map(({ id }) => id));
  const referred = referredBy(step).map(({ id, own }) => ({ id, own: own && owned.has(id) }));
  const all = [...written, ...referred, ...(step.rescue === undefined ? [] : [{ id: step.rescue, own: false }])];
  return [...new Set(all.map(({ id }) => id))].map((id) => ({
    id,
    own: all.every((need) => need.id !== id || need.own),
  }));
}

function referredBy(step: Step): readonly Need[] {
  const sources: unknown[] = [
    step.forEach,
    "with" in step ? step.with : undefined,
    "items" in step ? step.items : undefined,
  ];
  return sources.flatMap((source) =>
    source === undefined || typeof source === "function"
      ? []
      : referencesIn(source as Json).flatMap(({ text }) => needIn(text)),
  );
}

function needIn(text: string): Need[] {
  const reference = parseReference(text);
  return reference?.from === "step" ? [{ id: reference.step, own: reference.of === "" }] : [];
}

/** The first circle in a graph, closed (`a → b → a`), or null. */
export function findCycle(graph: readonly (readonly [string, readonly string[]])[]): readonly string[] | null {
  const edges = new Map(graph);
  const clear = new Set<string>();
  const visit = (id: string, way: readonly string[]): readonly string[] | null => {
    if (way.includes(id)) return [...way.slice(way.indexOf(id)), id];
    if (clear.has(id)) return null;
    for (const next of edges.get(id) ?? []) {
      const cycle = visit(next, [...way, id]);
      if (cycle !== null) return cycle;
    }
    clear.add(id);
    return null;
  };
  for (const [id] of graph) {
    const cycle = visit(id, []);
    if (cycle !== null) return cycle;
  }
  return null;
}

/** Everything that must end before a step, near and far, in whole or in part. */
export function allNeedsOf(id: string, steps: readonly Step[]): ReadonlySet<string> {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const found = new Set<string>();
  const visit = (from: string): void => {
    const step = byId.get(from);
    for (const need of step === undefined ? [] : needsOf(step)) {
      if (found.has(need.id)) continue;
      found.add(need.id);
      visit(need.id);
    }
  };
  visit(id);
  return found;
}

/** What has ended for certain when an instance of a step begins: whole steps, or of some only the same item. */
export function endedBefore(id: string, steps: readonly Step[]): ReadonlyMap<string, "whole" | "own"> {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const found = new Map<string, "whole" | "own">();
  const visit = (from: string, sort: "whole" | "own"): void => {
    const step = byId.get(from);
    for (const need of step === undefined ? [] : needsOf(step)) {
      if (need.own && sort === "whole") continue;
      const next = need.own ? "own" : "whole";
      const known = found.get(need.id);
      if (known === "whole" || known === next) continue;
      found.set(need.id, next);
      visit(need.id, next);
    }
  };
  visit(id, "own");
  return found;
}
