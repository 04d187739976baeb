import type { Entry } from "../notes.js";
import { splitLines } from "../page/lines.js";
import type { Item } from "../page/page.js";
import { readItems } from "../page/read-items.js";
import { renderDocsEntries } from "../render/docs/render-docs.js";

/** An entry as inputs carry it: a person's Markdown, or a part of the model. */
export type GivenEntry = string | { readonly text: string };

/** Markdown of entries without bullets; hidden ones are left out, and what comes from outside is escaped. Pure. */
export const textsOf = (entries: readonly GivenEntry[]): readonly string[] =>
  entries.flatMap((entry) => {
    if (typeof entry === "string") return [entry];
    const lines = renderDocsEntries([{ ...BLANK, ...entry }]);
    return readItems(splitLines(lines), 1).flatMap((item) => (item.kind === "entry" ? [plainText(item)] : []));
  });

const BLANK: Omit<Entry, "text"> = {
  component: "",
  version: null,
  kind: "other",
  audience: [],
  references: [],
  pullRequest: null,
  authors: [],
  links: [],
  source: "commit",
  commit: null,
};

/** The words of an item, with its further lines as far left as they are in it. Pure. */
export function plainText({ bullet, text }: Pick<Item, "bullet" | "text">): string {
  const [first = "", ...more] = text.split("\n");
  return [first, ...more.map((line) => dedent(line, bullet.length))].join("\n");
}

function dedent(line: string, most: number): string {
  let from = 0;
  while (from < most && from < line.length && /\s/.test(line[from] ?? "")) from++;
  return line.slice(from);
}
