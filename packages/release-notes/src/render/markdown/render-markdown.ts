import type { HistoryRelease, NotesModel } from "../../notes.js";
import { entryBlocks, heading, joinBlocks, sectionBlocks, type Block } from "../text/blocks.js";
import type { EntryTemplate } from "../text/entry-text.js";
import { escapeMarkdown } from "../text/escape-markdown.js";
import { linked } from "../text/safe-url.js";
import { shownSections, versionWord } from "../text/shown.js";

export interface MarkdownOptions {
  /** Level of the heading of a release, from 1. Default: 2, as changelogs have it. */
  readonly level?: number | undefined;
  readonly template?: EntryTemplate | undefined;
}

/** What stands where nothing has changed, or everything is hidden. */
export const NOTHING: Block = { kind: "text", text: "No changes to tell of.\n" };

/** One release as Markdown: its heading, components, kinds and entries. Pure. */
export function renderMarkdown(model: NotesModel, { level = 2, template }: MarkdownOptions = {}): string {
  const date = model.release.includes(model.date) ? "" : ` (${model.date})`;
  const blocks = sectionBlocks(shownSections(model), { level: level + 1, scopes: true, template });
  return joinBlocks([
    heading(level, escapeMarkdown(model.release + date, { isWithin: true })),
    ...(blocks.length === 0 ? [NOTHING] : blocks),
  ]);
}

/**
 * A history as Markdown, release by release as they come: each is forgotten once it is written, and its length costs no
 * memory. The pieces joined are one document.
 */
export async function* renderMarkdownHistory(
  history: AsyncIterable<HistoryRelease>,
  options: MarkdownOptions = {},
): AsyncIterable<string> {
  let isFirst = true;
  for await (const release of history) {
    const text = renderRelease(release, options);
    yield isFirst ? text : `\n${text}`;
    isFirst = false;
  }
}

/** One release out of a history. Pure. */
function renderRelease(release: HistoryRelease, { level = 2, template }: MarkdownOptions): string {
  const name = escapeMarkdown(release.version === null ? "Unreleased" : versionWord(release.version));
  const date = release.date === null ? "" : ` (${escapeMarkdown(release.date.slice(0, 10))})`;
  const blocks = entryBlocks(release.entries, { level: level + 1, scopes: true, template });
  const shown = blocks.length === 0 ? [NOTHING] : blocks;
  return joinBlocks([heading(level, linked(name, release.url) + date), ...shown]);
}
