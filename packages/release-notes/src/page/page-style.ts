import type { WeekHeading } from "../render/docs/week-heading.js";
import { lineEndOf } from "./lines.js";
import type { ComponentSection, Item, NotesPage, WeekSection } from "./page.js";

/** How a page writes its weeks, so that what is new looks like what is there. */
export interface PageStyle {
  readonly heading: WeekHeading;
  /** `## Week of 8 July 2019`. */
  readonly hasYear: boolean;
  readonly weekLevel: number;
  readonly hasEnvironments: boolean;
  readonly environmentLevel: number;
  readonly componentLevel: number;
  /** `### Browse (v2.33.1)`. */
  readonly hasVersions: boolean;
  /** With its indentation and one blank. */
  readonly bullet: string;
  /** An empty line after the heading of a week or environment, and after that of a component. */
  readonly isLooseWeek: boolean;
  readonly isLooseComponent: boolean;
  readonly lineEnd: "\n" | "\r\n";
}

/** What is taken where a page has no weeks yet. */
export interface FirstLayout {
  readonly heading: WeekHeading;
  readonly environments: boolean;
  readonly loose: boolean;
}

const WEEK_AND_ENVIRONMENTS: FirstLayout = { heading: "week", environments: true, loose: true };

/** So many weeks with entries are looked at, the newest ones: pages changed their style over the years. */
const LOOKED_AT = 5;

/** The style of the newest weeks of a page. Pure. */
export function styleOf(page: NotesPage, text: string, first: FirstLayout = WEEK_AND_ENVIRONMENTS): PageStyle {
  const recent: WeekSection[] = [];
  for (const week of page.weeks) {
    if (recent.length === LOOKED_AT) break;
    if (week.span !== null && entriesOf(week).length > 0) recent.push(week);
  }
  const lead = recent.find(({ written }) => written?.last === null) ?? recent[0];
  const lineEnd = lineEndOf(text);
  const weekLevel = mostOf(recent.map(({ heading }) => heading.level)) ?? 2;
  const hasEnvironments =
    lead === undefined ? first.environments : lead.environments.some(({ heading }) => heading !== null);
  const alike = recent.filter((week) => week.environments.some(({ heading }) => heading !== null) === hasEnvironments);
  const components = alike.flatMap(componentsOf);
  const environmentLevels = alike.flatMap(({ environments }) =>
    environments.flatMap(({ heading }) => heading?.level ?? []),
  );
  const named = components.flatMap(({ heading }) => heading?.level ?? []);
  const sections = lead?.environments.map(({ components: [top] }) => top?.items) ?? [];
  return {
    heading: lead === undefined ? first.heading : headingForm(lead),
    hasYear: lead?.written?.first.year !== null && lead?.written?.first.year !== undefined,
    weekLevel,
    hasEnvironments,
    environmentLevel: mostOf(environmentLevels) ?? weekLevel + 1,
    componentLevel: mostOf(named) ?? weekLevel + (hasEnvironments ? 2 : 1),
    hasVersions:
      mostOf(components.filter(({ heading }) => heading !== null).map(({ version }) => version !== null)) ?? true,
    bullet: bulletOf(recent.flatMap(entriesOf)) ?? "- ",
    isLooseWeek: lead === undefined ? first.loose : sections.some(beginsLoose),
    isLooseComponent:
      mostOf(components.filter(({ heading }) => heading !== null).map(({ items }) => beginsLoose(items))) ??
      first.loose,
    lineEnd,
  };
}

/** The bullet of a list, so that one more item belongs to the same list; null where there is none. */
export function bulletOf(entries: readonly Item[]): string | null {
  const bullets = entries.map(({ bullet }) => bullet).filter((bullet) => /[-*+]/.test(bullet));
  const last = mostOf(bullets.map((bullet) => bullet.replace(/[ \t]*$/, "")));
  return last === null ? null : `${last} `;
}

const beginsLoose = (items: readonly Item[] | undefined): boolean => items?.[0]?.kind === "blank";

const componentsOf = ({ environments }: WeekSection): readonly ComponentSection[] =>
  environments.flatMap(({ components }) => components);

const entriesOf = (week: WeekSection): readonly Item[] =>
  componentsOf(week).flatMap(({ items }) => items.filter(({ kind }) => kind === "entry"));

function headingForm({ written }: WeekSection): WeekHeading {
  if (written?.form === "day") return "weekday";
  return written?.first.ordinal === "" ? "week" : "ordinal-week";
}

/** The value that is there most often, the earlier one of two; null of nothing. */
function mostOf<T>(values: readonly T[]): T | null {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let most: T | null = null;
  for (const [value, count] of counts) if (most === null || count > (counts.get(most) ?? 0)) most = value;
  return most;
}
