import type { ComponentNotes, Entry } from "../../notes.js";
import { entryLines, type EntryTemplate } from "../text/entry-text.js";
import { escapeMarkdown } from "../text/escape-markdown.js";
import { versionWord } from "../text/shown.js";
import { weekHeading, type WeekHeading } from "./week-heading.js";

/** How a page of release notes writes its weeks. */
export interface DocsLayout {
  readonly heading: WeekHeading;
  /** Weeks have Production and Testing in them, and components stand one level below; else the page is of one of them. */
  readonly environments: boolean;
  /** An empty line after each heading. */
  readonly loose: boolean;
}

/** The three layouts of the Cacophony Project's real pages: 2019, early 2020, and from spring 2020 on. */
export const DOCS_LAYOUTS = {
  "week-and-environments": { heading: "week", environments: true, loose: true },
  "ordinal-week": { heading: "ordinal-week", environments: false, loose: true },
  weekday: { heading: "weekday", environments: false, loose: false },
} as const satisfies Readonly<Record<string, DocsLayout>>;

/** What is written of one week. */
export interface DocsWeek {
  /** ISO date of the release day; weeks begin on Monday. */
  readonly date: string;
  /** In the order of the page: Production first. Of a page of one environment the titles are not written. */
  readonly environments: readonly { readonly title: string; readonly components: readonly ComponentNotes[] }[];
}

export interface DocsOptions {
  readonly layout?: DocsLayout | undefined;
  readonly template?: EntryTemplate | undefined;
}

/** The bullets of a component, each ended by a line end, for readers who know no issue numbers. Pure. */
export const renderDocsEntries = (entries: readonly Entry[], { template }: DocsOptions = {}): string =>
  entryLines(entries, { references: false, template });

/** The heading and bullets of one component, ended by a line end. Pure. */
export function renderDocsComponent(component: ComponentNotes, options: DocsOptions = {}): string {
  const { environments, loose } = options.layout ?? DOCS_LAYOUTS.weekday;
  const version = component.version === null ? "" : ` (${versionWord(component.version)})`;
  const heading = `${environments ? "####" : "###"} ${escapeMarkdown(component.name + version)}\n`;
  return `${heading}${loose ? "\n" : ""}${renderDocsEntries(component.entries, options)}`;
}

/** One whole week, headings included, ended by a line end. Components without entries are left out. Pure. */
export function renderDocsWeek({ date, environments }: DocsWeek, options: DocsOptions = {}): string {
  const layout = options.layout ?? DOCS_LAYOUTS.weekday;
  const blocks = environments.flatMap(({ title, components }) => {
    const told = components.filter(({ entries }) => entries.some(({ hidden }) => hidden !== true));
    const texts = told.map((component) => renderDocsComponent(component, options));
    return layout.environments && texts.length > 0 ? [`### ${escapeMarkdown(title)}\n`, ...texts] : texts;
  });
  const heading = `## ${weekHeading(date, layout.heading)}\n`;
  return layout.loose || layout.environments ? [heading, ...blocks].join("\n") : heading + blocks.join("\n");
}
