import type { ComponentNotes, NotesModel } from "@signalbox/release-notes";
import type { NotesConfig } from "../config/notes-types.js";

/**
 * The model under the names that readers know: an alias for a component, one heading for a group of them. A group has
 * no version of its own, and no page. Pure.
 */
export function namedByReaders(model: NotesModel, { groups = {}, aliases = {} }: NotesConfig): NotesModel {
  const headings = new Map(Object.entries(groups).flatMap(([heading, names]) => names.map((name) => [name, heading])));
  return {
    ...model,
    sections: model.sections.map(({ title, components }) => {
      const told = new Map<string, ComponentNotes>();
      for (const component of components) {
        const group = headings.get(component.name);
        const name = group ?? aliases[component.name] ?? component.name;
        const known = told.get(name);
        if (known !== undefined) told.set(name, { ...known, entries: [...known.entries, ...component.entries] });
        else if (group === undefined) told.set(name, { ...component, name });
        else told.set(name, { name, version: null, tag: null, url: null, entries: component.entries });
      }
      return { title, components: [...told.values()] };
    }),
  };
}
