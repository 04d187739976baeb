import type { Audience, ComponentNotes, Entry, Finding, NotesModel, NotesSection } from "../notes.js";
import { namesOf, sameName } from "../page/page-rules.js";
import { joinSameChanges } from "./join-same-changes.js";
import { DEFAULT_PRECEDENCE, type NotesRules } from "./notes-rules.js";
import { selectEntries } from "./select-entries.js";

/** What is to be told. */
export interface NotesParts {
  readonly release: string;
  /** ISO date. */
  readonly date: string;
  /** What was released of whom, entries or not. */
  readonly components: readonly Omit<ComponentNotes, "entries">[];
  /** Of all sources, in any order. */
  readonly entries: readonly Entry[];
  /** Who reads it: their selection rules apply. Default: those for all readers only. */
  readonly audience?: Audience | undefined;
  readonly findings?: readonly Finding[] | undefined;
  readonly rules?: NotesRules | undefined;
}

/** Makes the one model that all texts are made of. Nothing is taken away: what is left out is hidden, and says why. Pure. */
export function composeNotes(parts: NotesParts): NotesModel {
  const { release, date, components, entries, audience = null, findings = [], rules = {} } = parts;
  const joined = joinSameChanges(entries, rules.precedence ?? DEFAULT_PRECEDENCE);
  const selected = selectEntries(joined, rules.select ?? [], audience);
  const headings = headingsOf(components, selected, rules);
  return { format: 1, release, date, sections: sectionsOf(headings, rules), findings };
}

/** Where a card of no repository stands: drafts on boards are such. */
const OF_NO_COMPONENT = "Other";

/** Components under the headings that readers know, in the order of the groups, then as they come. */
function headingsOf(
  components: NotesParts["components"],
  entries: readonly Entry[],
  { groups = {}, versionOf = {} }: NotesRules,
): readonly ComponentNotes[] {
  const names = namesOf(groups);
  const found = new Map<string, { name: string; parts: Omit<ComponentNotes, "entries">[]; entries: Entry[] }>();
  const headingOf = (component: string) => {
    const name = names.get(sameName(component)) ?? (component === "" ? OF_NO_COMPONENT : component);
    const known = found.get(sameName(name));
    if (known !== undefined) return known;
    const heading = { name, parts: [], entries: [] };
    found.set(sameName(name), heading);
    return heading;
  };
  for (const name of Object.keys(groups)) headingOf(name);
  for (const component of components) headingOf(component.name).parts.push(component);
  for (const entry of entries) headingOf(entry.component).entries.push(entry);
  return [...found.values()]
    .filter((heading) => heading.parts.length > 0 || heading.entries.length > 0)
    .map((heading): ComponentNotes => {
      const wanted = versionOf[heading.name];
      const leading =
        wanted === undefined
          ? heading.parts.length === 1
            ? heading.parts[0]
            : undefined
          : heading.parts.find(({ name }) => sameName(name) === sameName(wanted));
      const { version = null, tag = null, url = null } = leading ?? {};
      return { name: heading.name, version, tag, url, entries: heading.entries };
    });
}

function sectionsOf(headings: readonly ComponentNotes[], { sections = [] }: NotesRules): readonly NotesSection[] {
  const placed = new Set<ComponentNotes>();
  const named = sections.map(({ title, headings: wanted }) => {
    const components = wanted.flatMap((name) =>
      headings.filter((heading) => sameName(heading.name) === sameName(name)),
    );
    for (const heading of components) placed.add(heading);
    return { title, components };
  });
  const others = headings.filter((heading) => !placed.has(heading));
  return [...named, { title: "", components: others }].filter(({ components }) => components.length > 0);
}
