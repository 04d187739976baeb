import { type CallOptions, contextOf, parseInput } from "@signalbox/release-core";
import type { NotesModel } from "../notes.js";
import { modelSchema } from "./model-schema.js";

/**
 * A model out of JSON: one of yours, or what `signalbox notes render --json` wrote. Entries need a text alone; a date
 * that is left out is that of `now`. Pure but for the clock.
 * @throws ReleaseError `ERR_INPUT_INVALID` with every problem
 */
export function readNotesModel(json: unknown, options: Pick<CallOptions, "now"> = {}): NotesModel {
  const { date, sections, ...model } = parseInput("notes", modelSchema, json);
  return {
    ...model,
    date: date ?? contextOf(options).now().toISOString().slice(0, 10),
    sections: sections.map(({ title, components }) => ({
      title,
      components: components.map((component) => ({
        ...component,
        entries: component.entries.map((entry) => ({
          ...entry,
          component: component.name,
          version: component.version,
        })),
      })),
    })),
  } as NotesModel;
}
