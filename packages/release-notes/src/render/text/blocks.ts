import type { ComponentNotes, NotesSection } from "../../notes.js";
import { below } from "./documents.js";
import { entryText, listItem, type EntryOptions } from "./entry-text.js";
import { escapeMarkdown } from "./escape-markdown.js";
import { byKind } from "./kinds.js";
import { linked } from "./safe-url.js";
import { versionWord } from "./shown.js";

/** A piece of Markdown that ends with a line end. Items stand close together, the rest has an empty line around it. */
export interface Block {
  readonly kind: "heading" | "item" | "text";
  readonly text: string;
}

/** Joined to one Markdown document. Pure. */
export function joinBlocks(blocks: readonly Block[]): string {
  let text = "";
  let before: Block | undefined;
  for (const block of blocks) {
    text += before !== undefined && !(before.kind === "item" && block.kind === "item") ? `\n${block.text}` : block.text;
    before = block;
  }
  return text;
}

/** `words` is Markdown of one line. Level 6 is the deepest there is. Pure. */
export const heading = (level: number, words: string): Block => ({
  kind: "heading",
  text: `${"#".repeat(Math.min(level, 6))} ${words.replace(/(^|\s)(#+)$/, "$1\\$2")}\n`,
});

/** `[Name v1.2.3](page of its release)`, as Markdown. Pure. */
export const componentWords = ({ name, version, url }: Omit<ComponentNotes, "entries">): string =>
  linked(escapeMarkdown([name, versionWord(version)].filter((word) => word !== "").join(" ")), url);

export interface BlockOptions extends EntryOptions {
  /** Level of the first headings. */
  readonly level: number;
  /** Write the name of a component even where it is the only one. */
  readonly nameAlways?: boolean | undefined;
  /** Level of the first heading in a document that a repository's own tool wrote; 1: the document stays as it is. */
  readonly documentLevel?: number | undefined;
  /** Group entries by kind, with headings. */
  readonly kinds?: boolean | undefined;
}

/** Sections, components, kinds and entries, as they stand in the model. Pure. */
export function sectionBlocks(sections: readonly NotesSection[], options: BlockOptions): readonly Block[] {
  const isAlone = options.nameAlways !== true && sections.flatMap(({ components }) => components).length === 1;
  return sections.flatMap(({ title, components }) => {
    const level = title === "" ? options.level : options.level + 1;
    const told = components.flatMap((component) =>
      isAlone
        ? entryBlocks(component.entries, { ...options, level, documentLevel: title === "" ? 1 : level })
        : [
            heading(level, componentWords(component)),
            ...entryBlocks(component.entries, { ...options, level: level + 1 }),
          ],
    );
    return title === "" ? told : [heading(options.level, escapeMarkdown(title)), ...told];
  });
}

/** The entries of one component; what its own tool wrote comes first and whole. Pure. */
export function entryBlocks(entries: ComponentNotes["entries"], options: BlockOptions): readonly Block[] {
  const shown = entries.filter(({ hidden }) => hidden !== true);
  const documents = shown.filter(({ source }) => source === "release-body");
  const lines = documents.length === 0 ? shown : shown.filter(({ source }) => source !== "release-body");
  const item = (entry: (typeof lines)[number]): Block => ({ kind: "item", text: listItem(entryText(entry, options)) });
  const kinds = options.kinds === false ? [{ title: "", entries: lines }] : byKind(lines);
  return [
    ...documents.map(({ text }): Block => ({
      kind: "text",
      text: `${below(options.documentLevel ?? options.level, text).trim()}\n`,
    })),
    ...kinds.flatMap(({ title, entries: ofKind }) => [
      ...(title === "" ? [] : [heading(options.level, escapeMarkdown(title))]),
      ...ofKind.map(item),
    ]),
  ];
}
