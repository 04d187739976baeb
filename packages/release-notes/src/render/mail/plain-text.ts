import type { NotesSection } from "../../notes.js";
import { itemsOf } from "../text/documents.js";
import { plainItem } from "../text/plain-entry.js";
import { oneLine } from "../text/one-line.js";
import { versionWord } from "../text/shown.js";

/** A mail as plain text: the sentences, the link, and each component with its entries. Pure. */
export function plainText(
  sentences: readonly string[],
  link: string | null,
  sections: readonly NotesSection[],
): string {
  const first = [
    sentences.map((each) => oneLine(each)).join("\n"),
    ...(link === null ? [] : [`Release notes: ${link}`]),
  ];
  const told = sections.flatMap(({ title, components }) => [
    ...(title === "" ? [] : [oneLine(title).toUpperCase()]),
    ...components.map(({ name, version, entries }) =>
      [
        oneLine(`${name} ${versionWord(version)}`),
        ...entries.flatMap(itemsOf).map((entry) => `- ${plainItem(entry)}`),
      ].join("\n"),
    ),
  ]);
  return `${[...first, ...told].join("\n\n")}\n`;
}
