import { canonicalJson, toJson } from "@signalbox/release-core";
import * as z from "zod";

const schema = z.object({
  format: z.literal(1),
  /** Page → place on it → keys of the entries that were published there. */
  pages: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
});

/** What was published before, so that it can be told from what people wrote. No words are in it, only their keys. */
export type NotesMemory = z.output<typeof schema>["pages"];

/** A file that is not there, or that nobody can read any more, remembers nothing: then nothing is taken away. Pure. */
export function readMemory(text: string | null): NotesMemory {
  if (text === null) return {};
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.pages : {};
  } catch {
    return {};
  }
}

/** One line a place, sorted, so that git merges and shows it well. Pure. */
export function writeMemory(pages: NotesMemory): string {
  const lines = Object.keys(pages)
    .sort()
    .map((path) => {
      const places = pages[path] ?? {};
      const rows = Object.keys(places)
        .sort()
        .map((place) => `      ${JSON.stringify(place)}: ${canonicalJson(toJson(places[place] ?? []))}`);
      return `    ${JSON.stringify(path)}: {\n${rows.join(",\n")}\n    }`;
    });
  return `{\n  "format": 1,\n  "pages": {\n${lines.join(",\n")}\n  }\n}\n`;
}

/** Where entries of a component stand. */
export const placeKey = (week: string, environment: string, component: string, version: string | null): string =>
  [week, environment, component, ...(version === null ? [] : [version])].join(" | ");
