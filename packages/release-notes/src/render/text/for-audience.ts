import type { Audience, Entry, NotesModel } from "../../notes.js";

/** An entry that names no audience is for everybody. Pure. */
export const isFor = ({ audience }: Entry, wanted: Audience): boolean =>
  audience.length === 0 || audience.includes(wanted);

/** The model with those entries that are for this audience; components stay, also without an entry. Pure. */
export const forAudience = (model: NotesModel, audience: Audience | undefined): NotesModel =>
  audience === undefined
    ? model
    : {
        ...model,
        sections: model.sections.map((section) => ({
          ...section,
          components: section.components.map((component) => ({
            ...component,
            entries: component.entries.filter((entry) => isFor(entry, audience)),
          })),
        })),
      };
