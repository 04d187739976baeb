import type { Finding, NotesSection } from "../notes.js";
import { briefly } from "../render/text/plain-entry.js";

/** `entry-in-two-components`: the same words below two headings. Pure. */
export function twiceFindings(sections: readonly NotesSection[]): readonly Finding[] {
  const places = new Map<string, { readonly text: string; readonly names: Set<string> }>();
  for (const { name, entries } of sections.flatMap(({ components }) => components)) {
    for (const { hidden, text, source } of entries) {
      if (hidden === true || source === "release-body" || text === "") continue;
      const key =
        text
          .toLowerCase()
          .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
          .trim() || text;
      const place = places.get(key) ?? { text, names: new Set() };
      place.names.add(name);
      places.set(key, place);
    }
  }
  return [...places.values()].flatMap(({ text, names }) =>
    names.size < 2
      ? []
      : [
          {
            code: "entry-in-two-components",
            message: `"${briefly(text)}" stands below ${[...names].join(" and ")}.`,
            hint: "Tell it where the change is; in the other one it is most often a copy.",
          },
        ],
  );
}
