import { mutedBy } from "../find-unreleased/mute.js";
import type { Audience, Entry } from "../notes.js";
import { isFor } from "../render/text/for-audience.js";
import type { SelectionRule } from "./notes-rules.js";

/**
 * Marks what the rules leave out for some readers; nothing is taken away. What is hidden already stays so. An entry that
 * is not for these readers is hidden as `not-for-users` and so on; one that names no audience is for everybody. Pure.
 */
export function selectEntries(
  entries: readonly Entry[],
  rules: readonly SelectionRule[],
  audience: Audience | null,
): readonly Entry[] {
  const judges = rules
    .filter((rule) => rule.audience === undefined || rule.audience === audience)
    .map((rule) => ({ why: rule.why, fits: judgeOf(rule) }));
  return entries.map((entry) => {
    if (entry.hidden === true) return entry;
    if (audience !== null && !isFor(entry, audience)) return { ...entry, hidden: true, why: `not-for-${audience}` };
    const rule = judges.find(({ fits }) => fits(entry));
    return rule === undefined ? entry : { ...entry, hidden: true, why: rule.why };
  });
}

function judgeOf(rule: SelectionRule): (entry: Entry) => boolean {
  const isOneOf = (wanted: readonly string[] | undefined): ((given: readonly string[]) => boolean) => {
    if (wanted === undefined) return () => true;
    const names = new Set(wanted.map((name) => name.toLowerCase()));
    return (given) => given.some((name) => names.has(name.toLowerCase()));
  };
  const [source, component, kind] = [isOneOf(rule.sources), isOneOf(rule.components), isOneOf(rule.kinds)];
  const [label, author] = [isOneOf(rule.labels), isOneOf(rule.authors)];
  const text = rule.texts === undefined ? () => true : mutedBy(rule.texts);
  return (entry) =>
    source([entry.source]) &&
    component([entry.component]) &&
    kind([entry.kind]) &&
    label(entry.labels ?? []) &&
    author(entry.authors) &&
    text(entry.text);
}

/** How many entries each rule hides. Pure. */
export function countHidden(entries: readonly Entry[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { hidden, why = "no-reason" } of entries) if (hidden === true) counts[why] = (counts[why] ?? 0) + 1;
  return counts;
}
