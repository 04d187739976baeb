import type { Json } from "@signalbox/release-core";
import { parseReference, referencesIn } from "./references.js";
import type { Step } from "./train.js";

/** Ids of the steps that must end before this one: its `needs`, what it refers to, and what it rescues. */
export function needsOf(step: Step): readonly string[] {
  return [
    ...new Set([...(step.needs ?? []), ...referredBy(step), ...(step.rescue === undefined ? [] : [step.rescue])]),
  ];
}

function referredBy(step: Step): readonly string[] {
  const sources: unknown[] = [
    step.forEach,
    "with" in step ? step.with : undefined,
    "items" in step ? step.items : undefined,
  ];
  return sources.flatMap((source) =>
    source === undefined || typeof source === "function"
      ? []
      : referencesIn(source as Json).flatMap(({ text }) => stepOf(text)),
  );
}

function stepOf(text: string): string[] {
  const reference = parseReference(text);
  return reference?.from === "step" ? [reference.step] : [];
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

/** Everything that must end before a step, near and far. */
export function allNeedsOf(id: string, steps: readonly Step[]): ReadonlySet<string> {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const found = new Set<string>();
  const visit = (from: string): void => {
    const step = byId.get(from);
    for (const need of step === undefined ? [] : needsOf(step)) {
      if (found.has(need)) continue;
      found.add(need);
      visit(need);
    }
  };
  visit(id);
  return found;
}
