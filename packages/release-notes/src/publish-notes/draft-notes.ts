import type { Problem, Warning } from "@signalbox/release-core";
import { isoOf, mondayOf, parseDay } from "../page/calendar.js";
import { headingNameOf, identityOf, readComponentName } from "../page/component-name.js";
import { entryKey } from "../page/entry-key.js";
import { insertNotes, type Insertion } from "../page/insert-notes.js";
import type { WantedComponent } from "../page/merge-component.js";
import type { PageRules } from "../page/page-rules.js";
import { parsePage } from "../page/parse-page.js";
import { carryEntries } from "./carry-entries.js";
import { choosePage, type NamedPage, newPage, pagesToRead, type PageTexts } from "./choose-page.js";
import { conflictProblem, findingProblem, noPageProblem, pageMissingProblem } from "./errors.js";
import type { PublishInput } from "./input.js";
import { type NotesMemory, placeKey } from "./notes-memory.js";
import { DOCS_LAYOUTS } from "../render/docs/render-docs.js";
import { type PageText, wordsFor } from "./page-bytes.js";
import { textsOf } from "./wanted-texts.js";

/** What publishing comes to on pages as they are. */
export interface DraftedNotes {
  /** Null where no page is named for it. */
  readonly page: NamedPage | null;
  readonly insertion: Insertion | null;
  /** The page as it will be; null when nothing changes. */
  readonly edited: PageText | null;
  readonly makesPage: boolean;
  readonly memory: NotesMemory;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** Findings by which the notes would come to stand where they do not belong. */
const STOPS: readonly string[] = ["other-environment", "environment-unknown", "other-year", "fence-open"];

/** The same pages and memory give the same draft: planning and writing both begin with it. Pure. */
export function draftNotes(input: PublishInput, texts: PageTexts, memory: NotesMemory): DraftedNotes {
  const { aliases, groups, environments } = input;
  const rules: PageRules = { aliases, groups, environments };
  const page = choosePage(input, texts, rules);
  const year = Number(input.date.slice(0, 4));
  const nothing = { insertion: null, edited: null, makesPage: false, memory, warnings: [] };
  if (page === null) return { ...nothing, page, problems: [noPageProblem(year, input.environment)] };
  const found = texts[page.path] ?? null;
  if (found === null && !isMade(page))
    return { ...nothing, page, problems: [pageMissingProblem(page.path, page.year)] };

  const { text, encoding } = found ?? { text: newPage(page), encoding: "utf8" as const };
  const { components, missing } = wantedOf(input, texts, rules);
  const remembered = memory[page.path] ?? {};
  const wanted = components.map((component): WantedComponent => {
    const entries = component.entries.map((entry) => wordsFor(encoding, entry));
    const before = remembered[keyOf(input, component, rules)];
    const known = new Set(entries.map(entryKey));
    const kept = input.replace ? before : before?.filter((key) => known.has(key));
    return { ...component, entries, before: kept };
  });
  const only = page.rule.environment;
  const layout = input.layout === undefined ? undefined : DOCS_LAYOUTS[input.layout];
  const own = { ...rules, layout, environment: only, ...(input.file === undefined && { year: page.year }) };
  const insertion = insertNotes(text, { date: input.date, environment: input.environment, components: wanted }, own);
  const stops = insertion.findings.filter(({ code }) => STOPS.includes(code));
  const isChanged = found === null || insertion.edits.length > 0;
  return {
    page,
    insertion,
    edited: isChanged ? { text: insertion.text, encoding } : null,
    makesPage: found === null,
    memory: { ...memory, [page.path]: remember(remembered, input, wanted, rules) },
    problems: [
      ...stops.map(findingProblem),
      ...insertion.conflicts.map((each) => conflictProblem(each.component, each.page, each.wanted)),
    ],
    warnings: [...insertion.findings.filter((each) => !stops.includes(each)).map(warningOf), ...missing.map(untold)],
  };
}

/** A page is made only by a rule that says for which year; a name without one is a slip of the pen. */
const isMade = ({ rule }: NamedPage): boolean => rule.path.includes("{year}") || rule.template !== undefined;

function wantedOf(
  input: PublishInput,
  texts: PageTexts,
  rules: PageRules,
): { readonly components: readonly Omit<WantedComponent, "before">[]; readonly missing: readonly string[] } {
  const given = input.components.map((each) => ({ ...namedOf(each), entries: textsOf(each.entries) }));
  const day = parseDay(input.date) ?? 0;
  const pages = pagesToRead(input).filter(({ path }) => (texts[path] ?? null) !== null);
  const carried = carryEntries(
    pages.map(({ path, year }) =>
      parsePage(texts[path]?.text ?? "", input.file === undefined ? { ...rules, year } : rules, year),
    ),
    { promoted: input.promoted.map(namedOf), from: input.carryFrom, to: input.environment, day },
    pages.map(({ rule }) => rule.environment ?? null),
    rules,
  );
  // Gathered by heading, so that each place is remembered once.
  const [headingOf, identify] = [headingNameOf(rules), identityOf(rules)];
  const byPlace = new Map<string, { name: string; version: string | null; entries: readonly string[] }>();
  for (const component of [...given, ...carried.components]) {
    const { name, isMember } = headingOf(component.name);
    const version = isMember ? null : (component.version ?? null);
    const place = JSON.stringify([identify(name), version]);
    const entries = [...(byPlace.get(place)?.entries ?? []), ...component.entries];
    if (entries.length > 0 || input.replace) byPlace.set(place, { name, version, entries });
  }
  return { components: [...byPlace.values()], missing: carried.missing };
}

/** `Browse (v2.33.1)` names a version too, as headings do. */
function namedOf({ name, version = null }: { readonly name: string; readonly version?: string | null | undefined }): {
  readonly name: string;
  readonly version: string | null;
} {
  return version === null ? readComponentName(name) : { name, version };
}

function keyOf({ date, environment }: PublishInput, { name, version }: WantedComponent, rules: PageRules): string {
  const week = isoOf(mondayOf(parseDay(date) ?? 0));
  return placeKey(week, environment, identityOf(rules)(name), version ?? null);
}

function remember(
  places: NotesMemory[string],
  input: PublishInput,
  wanted: readonly WantedComponent[],
  rules: PageRules,
): NotesMemory[string] {
  const all = { ...places };
  for (const component of wanted) {
    const key = keyOf(input, component, rules);
    const keys = component.entries.map(entryKey);
    all[key] = [...new Set(input.replace ? keys : [...(places[key] ?? []), ...keys])];
  }
  return all;
}

const warningOf = ({ code, message, hint }: Warning): Warning => ({ code, message, hint });

const untold = (name: string): Warning => ({
  code: "promoted-without-note",
  message: `${name} was promoted, and nothing is told of it where it was tested.`,
  hint: "Write what changed for its users, as an entry of this publication.",
});
