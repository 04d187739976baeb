import type { Entry } from "../../notes.js";
import { itemsOf } from "./documents.js";
import { escapeMarkdown, type Pings } from "./escape-markdown.js";
import { linked, safeUrl } from "./safe-url.js";

/**
 * Replaces how one entry is written. `written` is what would stand there: Markdown of one list item, without its
 * bullet. What it answers is taken as it is, lines after the first indented.
 */
export type EntryTemplate = (entry: Entry, written: string) => string;

/** What is written of an entry besides its text. */
export interface EntryOptions {
  /** Default: `kept`. Pages on GitHub break them. */
  readonly pings?: Pings | undefined;
  /** Add the pull request, the links, and those references that the text does not name. Default: true. */
  readonly references?: boolean | undefined;
  /** Begin with the scope: `**sync:** …`. Default: false. */
  readonly scopes?: boolean | undefined;
  readonly template?: EntryTemplate | undefined;
}

/** Written by a person for these notes, or by the repository's own tool: Markdown already. Pure. */
const isMarkdown = ({ source }: Pick<Entry, "source">): boolean => source === "file" || source === "release-body";

/** Markdown of one entry, without bullet. Text from outside is escaped; what is Markdown already is taken as it is. Pure. */
export function entryText(entry: Entry, { pings, references = true, scopes, template }: EntryOptions = {}): string {
  const links = linksIn(entry);
  const own = isMarkdown(entry)
    ? entry.text.replace(/\r\n?/g, "\n").trim()
    : escapeMarkdown(entry.text, { pings, links });
  const more = references ? linksAfter(entry).join(", ") : "";
  const scope =
    scopes === true && entry.scope !== undefined
      ? [`**${escapeMarkdown(entry.scope, { pings, isWithin: true })}:**`]
      : [];
  const first = [...scope, own === "" ? "(no text)" : own].join(" ");
  const written = more === "" ? first : `${first}${own.includes("\n") ? "\n\n" : " "}(${more})`;
  return template?.(entry, written) ?? written;
}

/** The bullets of entries, hidden ones left out; each ends with a line end. Pure. */
export const entryLines = (entries: readonly Entry[], options?: EntryOptions): string =>
  entries
    .filter(({ hidden }) => hidden !== true)
    .flatMap(itemsOf)
    .map((entry) => listItem(entryText(entry, options)))
    .join("");

/** One item of a list: lines after the first are indented, so that they stay in it. Pure. */
export const listItem = (markdown: string): string => `- ${markdown.replace(/\n(?!\n|$)/g, "\n  ")}\n`;

/** Addresses are links anyway. */
function linksIn({ references }: Entry): ReadonlyMap<string, string> {
  if (references.length === 0) return new Map();
  return new Map(
    references.flatMap(({ text, url }) => {
      const safe = text === "" || text.includes("://") ? null : safeUrl(url);
      return safe === null ? [] : [[text, safe] as const];
    }),
  );
}

function linksAfter({ text, references, pullRequest, links }: Entry): readonly string[] {
  if (references.length === 0 && pullRequest === null && links.length === 0) return [];
  const named = references.filter((reference) => reference.url !== null && !text.includes(reference.text));
  const after = [
    ...named.map(({ text: word, url }) => ({ title: word, url })),
    ...(pullRequest === null ? [] : [{ title: `#${pullRequest.number}`, url: pullRequest.url }]),
    ...links,
  ];
  const seen = new Set<string>();
  return after.flatMap(({ title, url }) => {
    const safe = safeUrl(url);
    if (safe === null || text.includes(title) || seen.has(safe)) return [];
    seen.add(safe);
    return [linked(escapeMarkdown(title, { isWithin: true }), safe)];
  });
}
