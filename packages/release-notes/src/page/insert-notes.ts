import { isoOf, mondayOf, parseDay, partsOf } from "./calendar.js";
import { checkMeaning, openFence } from "./check-meaning.js";
import { headingNameOf, identityOf } from "./component-name.js";
import { dateInvalid } from "../render/errors.js";
import { endOfWords, findWeek, placeOfWeek, weeksAround } from "./find-section.js";
import { mergeComponent, type MergedComponent, type PageConflict, type WantedComponent } from "./merge-component.js";
import type { EnvironmentSection, NotesPage, WeekSection } from "./page.js";
import { DEFAULT_ENVIRONMENTS, namesOf, type PageRules, sameName } from "./page-rules.js";
import { type FirstLayout, type PageStyle, styleOf } from "./page-style.js";
import { environmentFaults, hasHeadings, isSeparated } from "./environment-faults.js";
import { parsePage, yearOnPage } from "./parse-page.js";
import { applyEdits, type TextEdit } from "./text-edit.js";
import { componentLines, environmentLine, weekLine } from "./write-lines.js";
import type { Finding } from "../notes.js";

/** What is to stand in one week of a page. */
export interface WantedNotes {
  /** ISO date: any day of the week. */
  readonly date: string;
  /** `Production`, `Testing`, or what else the page calls it. */
  readonly environment: string;
  readonly components: readonly WantedComponent[];
}

export interface InsertRules extends PageRules {
  /** For a page without weeks; later the page itself says how it is written. Default: as in 2019, with environments. */
  readonly layout?: FirstLayout | undefined;
}

export interface Insertion {
  /** The page as it will be. */
  readonly text: string;
  /** Empty when everything is there. */
  readonly edits: readonly TextEdit[];
  /** What is written, by component. */
  readonly added: readonly {
    readonly component: string;
    readonly version: string | null;
    readonly texts: readonly string[];
  }[];
  /** First day of the section that it is in, ISO. */
  readonly week: string;
  /** The section as it stands now; null when it is made. */
  readonly section: string | null;
  readonly findings: readonly Finding[];
  /** Places that people and the generator both changed. Nothing may be written while there is one. */
  readonly conflicts: readonly PageConflict[];
}

/**
 * Puts entries into a page of release notes and changes no other byte of it: into the section of their week, which is
 * found by what its heading means, or made where the date puts it; below the heading of their component, or a new one.
 * What stands there already is not written again, so a second run changes nothing. Pure.
 * @throws ReleaseError `ERR_DATE_INVALID`
 */
export function insertNotes(text: string, wanted: WantedNotes, rules: InsertRules = {}): Insertion {
  const day = parseDay(wanted.date);
  if (day === null) throw dateInvalid(wanted.date);
  const page = parsePage(text, rules, partsOf(day).year);
  const week = findWeek(page, day);
  const environments = namesOf(rules.environments ?? DEFAULT_ENVIRONMENTS);
  const environment = environments.get(sameName(wanted.environment)) ?? wanted.environment;
  const style = styleOf(page, text, rules.layout);
  const identify = identityOf(rules);
  const inWeek = weeksAround(page, day).flatMap((each) => sectionsOf(each, environment));
  const own = week === null ? [] : sectionsOf(week, environment);
  const merged = gathered(wanted.components, identify, headingNameOf(rules)).map((component) =>
    mergeComponent(component, { own, inWeek, style, identify, text }),
  );
  const isNew = (each: MergedComponent): boolean => each.target === null && each.texts.length > 0;
  const fresh = merged
    .filter(isNew)
    .flatMap(({ component, texts }, index) => [
      ...(index === 0 ? [] : [""]),
      ...componentLines({ ...component, texts }, style),
    ]);
  const edits = [
    ...merged.flatMap((each) => each.edits),
    ...(fresh.length === 0 ? [] : [placeFresh({ fresh, text, page, week, own, environment, day, style, rules })]),
  ].map((edit) => joined(edit, text, style.lineEnd));
  return {
    text: applyEdits(text, edits),
    edits,
    added: merged.flatMap(({ component: { name, version = null }, texts }) =>
      texts.length === 0 ? [] : [{ component: name, version, texts }],
    ),
    week: isoOf(week?.span?.from ?? day),
    section: week === null ? null : text.slice(week.heading.at, week.end),
    findings: [
      ...(page.isOpen ? [openFence()] : []),
      ...yearFault(page, day),
      ...environmentFaults(page, { week, environment, style }, { ...rules, names: environments }),
      ...(week === null ? [] : checkMeaning(week)),
      ...merged.flatMap(({ findings }) => findings),
    ],
    conflicts: merged.flatMap(({ conflicts }) => conflicts),
  };
}

/** Several wishes for one heading are one wish, under the name that a new heading gets. */
function gathered(
  components: readonly WantedComponent[],
  identify: (name: string) => string,
  headingOf: ReturnType<typeof headingNameOf>,
): readonly WantedComponent[] {
  const byPlace = new Map<string, WantedComponent>();
  for (const component of components) {
    const { name, isMember } = headingOf(component.name);
    const version = isMember ? null : (component.version ?? null);
    const place = JSON.stringify([identify(name), version]);
    const { entries = [], before } = byPlace.get(place) ?? component;
    const isFirst = !byPlace.has(place);
    byPlace.set(place, { name, version, entries: isFirst ? entries : [...entries, ...component.entries], before });
  }
  return [...byPlace.values()];
}

/** The sections of a week that an environment's components are in: its own, and all where a week has none by name. */
export function sectionsOf({ environments }: WeekSection, environment: string): readonly EnvironmentSection[] {
  const isNamed = hasHeadings({ environments });
  return isNamed ? environments.filter(({ name }) => name === environment) : environments;
}

interface FreshPlace {
  readonly fresh: readonly string[];
  readonly text: string;
  readonly page: NotesPage;
  readonly week: WeekSection | null;
  readonly own: readonly EnvironmentSection[];
  readonly environment: string;
  readonly day: number;
  readonly style: PageStyle;
  readonly rules: InsertRules;
}

/** Where components without a heading go, with the headings that are lacking. */
function placeFresh({ fresh, text, page, week, own, environment, day, style, rules }: FreshPlace): TextEdit {
  const eol = style.lineEnd;
  const block = (lines: readonly string[]): string => lines.map((line) => line + eol).join("");
  const loose = style.isLooseWeek ? [""] : [];
  if (week === null) {
    const head = style.hasEnvironments ? [environmentLine(environment, style), ...loose] : [];
    const lines = [weekLine(day, style, yearOnPage(page, rules)), ...loose, ...head, ...fresh];
    const at = placeOfWeek(page, day, text.length);
    const isLast = at === text.length;
    const gap = isLast && text.trim() !== "" && !/\n\s*\n$/.test(text) ? [""] : [];
    return { at, remove: 0, insert: block([...gap, ...lines, ...(isLast ? [] : [""])]) };
  }
  const last = own.at(-1);
  const isNamed = hasHeadings(week);
  if (last !== undefined && (isNamed || !isSeparated(week, style))) {
    const begin = (last.heading ?? week.heading).at + (last.heading ?? week.heading).raw.length;
    const at = endOfWords([last], begin);
    const gap = at > begin || style.isLooseWeek ? [""] : [];
    return { at, remove: 0, insert: block([...gap, ...fresh]) };
  }
  const lines = [environmentLine(environment, style), ...loose, ...fresh];
  const order = Object.keys(rules.environments ?? DEFAULT_ENVIRONMENTS);
  const rank = (name: string | null): number => (order.indexOf(name ?? "") + order.length) % order.length;
  const later = week.environments.find(({ heading, name }) => heading !== null && rank(name) > rank(environment));
  if (later !== undefined && later.heading !== null)
    return { at: later.heading.at, remove: 0, insert: block([...lines, ""]) };
  const begin = week.heading.at + week.heading.raw.length;
  return { at: endOfWords(week.environments, begin), remove: 0, insert: block(["", ...lines]) };
}

/** Behind a last line without a line end, and then without one again. */
function joined(edit: TextEdit, text: string, eol: string): TextEdit {
  const isOpenEnd = edit.at === text.length && text !== "" && !text.endsWith("\n");
  if (!isOpenEnd || edit.insert === "") return edit;
  const insert = edit.insert.endsWith(eol) ? edit.insert.slice(0, -eol.length) : edit.insert;
  return { ...edit, insert: eol + insert };
}

/** A week may touch two years, and a page may go on into January; anything else is a mistake. */
function yearFault({ year }: NotesPage, day: number): readonly Finding[] {
  const monday = mondayOf(day);
  const isNear = year === null || [monday, day, monday + 6, monday - 120].some((each) => partsOf(each).year === year);
  if (isNear) return [];
  return [
    {
      code: "other-year",
      message: `The page is about ${year}, and ${isoOf(day)} is not.`,
      hint: `Name the page of ${partsOf(day).year}.`,
    },
  ];
}
