import { readComponentName } from "./component-name.js";
import { isWeekHeading, readHeadingDate, type WrittenDate } from "./heading-date.js";
import { type Line, splitLines } from "./lines.js";
import { markLines } from "./mark-lines.js";
import type { ComponentSection, EnvironmentSection, Heading, Item, NotesPage, WeekSection } from "./page.js";
import { DEFAULT_ENVIRONMENTS, namesOf, type PageRules, sameName } from "./page-rules.js";
import { readItems } from "./read-items.js";
import { resolveDates } from "./resolve-dates.js";

/** A week as it is collected; lines are handed on to the innermost section. */
interface OpenWeek {
  readonly heading: Heading;
  readonly written: WrittenDate | null;
  readonly environments: {
    readonly heading: Heading | null;
    readonly name: string | null;
    readonly components: { readonly heading: Heading | null; readonly lines: Line[]; readonly line: number }[];
  }[];
}

/**
 * Reads a page of release notes in any of its layouts. Nothing is refused and nothing is lost: `serializePage` gives
 * back every byte. Takes time in proportion to the length of the page. `otherwise`: the year where nothing says one.
 */
export function parsePage(text: string, rules: PageRules = {}, otherwise: number | null = null): NotesPage {
  const { frontMatter, lines, headings, start, isOpen } = markLines(splitLines(text));
  const environments = namesOf(rules.environments ?? DEFAULT_ENVIRONMENTS);
  const weeks: OpenWeek[] = [];
  const intro: Line[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (line === undefined) break;
    const heading = headings[index] ?? null;
    const week = weeks.at(-1);
    const written = heading === null ? null : readHeadingDate(heading.text);
    if (
      heading !== null &&
      (written !== null || isWeekHeading(heading.text)) &&
      !isComponentIn(week, heading, written)
    ) {
      weeks.push({
        heading,
        written,
        environments: [{ heading: null, name: null, components: [unnamed(start + index)] }],
      });
    } else if (week === undefined) intro.push(line);
    else if (heading === null) week.environments.at(-1)?.components.at(-1)?.lines.push(line);
    else {
      const environment = environments.get(sameName(heading.text));
      if (environment !== undefined)
        week.environments.push({ heading, name: environment, components: [unnamed(start + index)] });
      else week.environments.at(-1)?.components.push({ heading, lines: [], line: heading.line });
    }
  }
  const year = yearOnPage({ frontMatter }, rules) ?? otherwise;
  const meanings = resolveDates(
    weeks.map(({ written }) => written),
    year,
  );
  return {
    frontMatter,
    intro: intro.map(({ raw }) => raw).join(""),
    weeks: weeks.map((week, index): WeekSection => ({
      heading: week.heading,
      written: week.written,
      ...(meanings[index] ?? { span: null, slip: null }),
      environments: week.environments.map(closeEnvironment),
      end: weeks[index + 1]?.heading.at ?? text.length,
    })),
    year,
    isOpen,
  };
}

/** What stands before the first component. `line`: the number of the line before it. */
const unnamed = (line: number): OpenWeek["environments"][number]["components"][number] => ({
  heading: null,
  lines: [],
  line: line + 2,
});

/** `### Week planner` inside a week is a component, not a week whose date nobody can read. */
const isComponentIn = (week: OpenWeek | undefined, heading: Heading, written: WrittenDate | null): boolean =>
  written === null && week !== undefined && heading.level > week.heading.level;

const closeEnvironment = ({ heading, name, components }: OpenWeek["environments"][number]): EnvironmentSection => ({
  heading,
  name,
  components: components.map(({ heading: own, lines, line }): ComponentSection => {
    const read = own === null ? { name: null, version: null } : readComponentName(own.text);
    // Read when somebody asks: inserting looks at a few sections of a page that may have hundreds.
    let items: readonly Item[] | null = null;
    return {
      heading: own,
      ...read,
      get items() {
        return (items ??= readItems(lines, own === null ? line : line + 1));
      },
    };
  }),
});

/** The year by which everybody can read the page; null where only the reader of this moment knows one. */
export const yearOnPage = ({ frontMatter }: Pick<NotesPage, "frontMatter">, { year }: PageRules): number | null =>
  year ?? yearOf(frontMatter);

/** The last year in the title: `Releases to Test Notes for 2020`. */
function yearOf(frontMatter: string): number | null {
  const title = titleOf(frontMatter);
  const years = title?.match(/\b20\d\d\b/g) ?? [];
  return years.length === 0 ? null : Number(years.at(-1));
}

/** The title in the front matter, with its quotes; null without one. */
export const titleOf = (frontMatter: string): string | null =>
  /^title:(.*)$/m.exec(frontMatter.replaceAll("\r", ""))?.[1]?.trim() ?? null;

/** The page as it was read, byte for byte. */
export const serializePage = ({ frontMatter, intro, weeks }: NotesPage): string =>
  [
    frontMatter,
    intro,
    ...weeks.flatMap(({ heading, environments }) => [
      heading.raw,
      ...environments.flatMap((environment) => [
        environment.heading?.raw ?? "",
        ...environment.components.flatMap((component) => [
          component.heading?.raw ?? "",
          ...component.items.map(({ raw }) => raw),
        ]),
      ]),
    ]),
  ].join("");
