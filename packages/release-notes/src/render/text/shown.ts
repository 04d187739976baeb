import type { ComponentNotes, NotesModel, NotesSection } from "../../notes.js";

/** `API Server (v5.12.1)` is written by the pages; this is the plain `v5.12.1`, or "" while there is no version. Pure. */
export const versionWord = (version: string | null): string =>
  version === null ? "" : /^\d/.test(version) ? `v${version}` : version;

/** The component without its hidden entries. Pure. */
const shownEntries = ({ entries }: ComponentNotes): ComponentNotes["entries"] =>
  entries.some(({ hidden }) => hidden === true) ? entries.filter(({ hidden }) => hidden !== true) : entries;

/** Sections with their components that have something to tell, hidden entries left out. Pure. */
export const shownSections = ({ sections }: NotesModel): readonly NotesSection[] =>
  sections
    .map(({ title, components }) => ({
      title,
      components: components
        .map((component) => ({ ...component, entries: shownEntries(component) }))
        .filter(({ entries }) => entries.length > 0),
    }))
    .filter(({ components }) => components.length > 0);

/** Every component of the model once, in its order. Pure. */
export function componentsOf({ sections }: NotesModel): readonly ComponentNotes[] {
  const known = new Map<string, ComponentNotes>();
  for (const component of sections.flatMap(({ components }) => components))
    if (!known.has(component.name)) known.set(component.name, component);
  return [...known.values()];
}
