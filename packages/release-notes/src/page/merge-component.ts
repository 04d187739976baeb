import type { Finding } from "../notes.js";
import { entryKey } from "./entry-key.js";
import { findComponent } from "./find-section.js";
import { mergeEntries } from "./merge-entries.js";
import type { ComponentSection, EnvironmentSection, Item } from "./page.js";
import { bulletOf, type PageStyle } from "./page-style.js";
import type { TextEdit } from "./text-edit.js";
import { entryLines } from "./write-lines.js";

/** The entries of one component. */
export interface WantedComponent {
  /** Any of its names. */
  readonly name: string;
  /** Without `v`; null or absent: none is written. */
  readonly version?: string | null | undefined;
  /** Markdown of each entry, without a bullet. */
  readonly entries: readonly string[];
  /** Keys of the entries that were generated for this place last time; absent: nobody knows. */
  readonly before?: readonly string[] | undefined;
}

/** What cannot be merged by a rule. */
export interface PageConflict {
  readonly component: string;
  /** What people wrote there. */
  readonly page: readonly string[];
  /** What would be written now. */
  readonly wanted: readonly string[];
}

export interface MergedComponent {
  readonly component: { readonly name: string; readonly version: string | null };
  /** The heading that it goes below; null: a new one. */
  readonly target: ComponentSection | null;
  /** What is new. */
  readonly texts: readonly string[];
  /** Changes below a heading that is there. */
  readonly edits: readonly TextEdit[];
  readonly findings: readonly Finding[];
  readonly conflicts: readonly PageConflict[];
}

interface Place {
  /** Of the week itself. */
  readonly own: readonly EnvironmentSection[];
  /** Of all sections of the same week, which pages with days for headings may have. */
  readonly inWeek: readonly EnvironmentSection[];
  readonly style: PageStyle;
  readonly identify: (name: string) => string;
  readonly text: string;
}

/** What is to be done for one component. Pure. */
export function mergeComponent(wanted: WantedComponent, place: Place): MergedComponent {
  const { own, inWeek, style, identify, text } = place;
  const component = { name: wanted.name, version: wanted.version ?? null };
  const asked = { identity: identify(wanted.name), version: component.version };
  const find = (sections: readonly EnvironmentSection[]): ComponentSection | null =>
    findComponent(
      sections.flatMap(({ components }) => components),
      asked,
      identify,
    );
  const target = find(own);
  const entries = entriesIn(target);
  const elsewhere = new Set(
    inWeek
      .filter((each) => !own.includes(each))
      .flatMap((each) => entriesIn(find([each])).map((item) => entryKey(item.text))),
  );
  const page = entries.map((item) => entryKey(item.text));
  const fresh = wanted.entries.filter((entry) => !elsewhere.has(entryKey(entry)));
  const { remove, add, conflicts } = mergeEntries(wanted.before ?? null, page, fresh.map(entryKey));
  const texts = add.map((each) => fresh[each.wanted] ?? "");
  const eol = style.lineEnd;
  const bullet = bulletOf(entries) ?? style.bullet;
  const textOf = (each: (typeof add)[number]): string =>
    entryLines(fresh[each.wanted] ?? "", bullet)
      .map((line) => line + eol)
      .join("");
  const edits = [
    ...remove.flatMap((at): TextEdit[] => {
      const item = entries[at];
      const insert = add
        .filter(({ after }) => after === at)
        .map(textOf)
        .join("");
      return item === undefined ? [] : [replaced(item, insert, text, eol)];
    }),
    ...(target === null
      ? []
      : appended(
          target,
          add
            .filter(({ after }) => after === null)
            .map(textOf)
            .join(""),
          style,
        )),
  ];
  const gone = (wanted.before ?? []).filter(
    (key) => fresh.some((entry) => entryKey(entry) === key) && !page.includes(key),
  );
  return {
    component,
    target,
    texts,
    edits,
    findings: gone.length === 0 ? [] : [leftOut(wanted.name, gone.length)],
    conflicts: conflicts.map((conflict) => ({
      component: wanted.name,
      page: entries.filter((item) => !known(wanted, fresh).has(entryKey(item.text))).map((item) => item.text),
      wanted: conflict.wanted.map((at) => fresh[at] ?? ""),
    })),
  };
}

const entriesIn = (section: ComponentSection | null): readonly Item[] =>
  section?.items.filter(({ kind }) => kind === "entry") ?? [];

const known = ({ before = [] }: WantedComponent, fresh: readonly string[]): ReadonlySet<string> =>
  new Set([...before, ...fresh.map(entryKey)]);

/** A last entry without a line end stays without one. */
function replaced({ at, raw }: Item, insert: string, text: string, eol: string): TextEdit {
  const isOpenEnd = at + raw.length === text.length && !raw.endsWith("\n");
  return { at, remove: raw.length, insert: isOpenEnd && insert.endsWith(eol) ? insert.slice(0, -eol.length) : insert };
}

/** Behind the last words below the heading. */
function appended(
  { heading, items }: ComponentSection,
  insert: string,
  { isLooseComponent, lineEnd }: PageStyle,
): TextEdit[] {
  if (insert === "" || heading === null) return [];
  const last = items.findLast(({ kind }) => kind !== "blank");
  const begin = heading.at + heading.raw.length;
  const at = last === undefined ? begin : last.at + last.raw.length;
  // A list cannot follow a paragraph without a blank line in every reader of Markdown.
  const gap = last === undefined ? isLooseComponent : last.kind === "other" || last.bullet === "";
  return [{ at, remove: 0, insert: (gap ? lineEnd : "") + insert }];
}

const leftOut = (component: string, count: number): Finding => ({
  code: "entries-taken-out",
  message: `${count} of the entries of ${component} were on the page before, and somebody reworded them or took them out: they stay as they are.`,
  hint: "Nothing has to be done; write them by hand if they are to come back.",
  component,
});
