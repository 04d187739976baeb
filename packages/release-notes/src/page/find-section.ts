import { type Day, mondayOf } from "./calendar.js";
import type { ComponentSection, EnvironmentSection, NotesPage, WeekSection } from "./page.js";

/**
 * The section of a day, by what its heading means and not by its words: the one whose days have it in them, the shortest
 * of several; else the one of the same week that is nearest. Null: there is none yet.
 */
export function findWeek({ weeks }: NotesPage, day: Day): WeekSection | null {
  const ranked = weeks.flatMap((week) => {
    const { span } = week;
    if (span === null || day < mondayOf(span.from) || day > mondayOf(span.to) + 6) return [];
    const isInside = day >= span.from && day <= span.to;
    return [{ week, rank: isInside ? span.to - span.from : 100 + Math.abs(span.from - day) }];
  });
  return (
    ranked.reduce<(typeof ranked)[number] | null>(
      (best, each) => (best === null || each.rank < best.rank ? each : best),
      null,
    )?.week ?? null
  );
}

/** All sections of the week that a day is in. */
export const weeksAround = ({ weeks }: NotesPage, day: Day): readonly WeekSection[] =>
  weeks.filter(({ span }) => span !== null && day >= mondayOf(span.from) && day <= mondayOf(span.to) + 6);

/** Where a new section of a day begins: before the first older one, so the newest stands at the top. */
export function placeOfWeek({ weeks }: NotesPage, day: Day, end: number): number {
  const dated = weeks.filter(({ span }) => span !== null);
  const older = dated.find(({ span }) => span !== null && span.from < day);
  const first = older !== undefined && older === dated[0] ? weeks[0] : older;
  return first?.heading.at ?? end;
}

/** The heading that a component's entries go below; a version of its own needs a heading of its own. */
export function findComponent(
  components: readonly ComponentSection[],
  wanted: { readonly identity: string; readonly version: string | null },
  identify: (name: string) => string,
): ComponentSection | null {
  const same = components.filter(({ heading, name }) => heading !== null && identify(name ?? "") === wanted.identity);
  const exact = same.find(({ version }) => version === wanted.version);
  return exact ?? same.find(({ version }) => version === null || wanted.version === null) ?? null;
}

/** Where the last words of a section end, blank lines below them left out. */
export function endOfWords(sections: readonly EnvironmentSection[], begin: number): number {
  let end = begin;
  for (const { heading, components } of sections) {
    if (heading !== null) end = heading.at + heading.raw.length;
    for (const component of components) {
      if (component.heading !== null) end = component.heading.at + component.heading.raw.length;
      for (const item of component.items) if (item.kind !== "blank") end = item.at + item.raw.length;
    }
  }
  return end;
}
