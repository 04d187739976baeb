import type { Finding } from "../notes.js";
import { finding } from "./check-meaning.js";
import type { NotesPage, WeekSection } from "./page.js";
import { type PageRules, sameName } from "./page-rules.js";
import type { PageStyle } from "./page-style.js";
import { titleOf } from "./parse-page.js";

type Style = Pick<PageStyle, "hasEnvironments">;

export const hasHeadings = ({ environments }: Pick<WeekSection, "environments">): boolean =>
  environments.some(({ heading }) => heading !== null);

/** Whether what is new in a week stands below a heading of its environment. `week: null`: it is made. */
export function isSeparated(week: Pick<WeekSection, "environments"> | null, { hasEnvironments }: Style): boolean {
  if (week === null) return hasEnvironments;
  const isBlank = week.environments.every(({ components }) => components.every(({ heading }) => heading === null));
  return hasHeadings(week) || (isBlank && hasEnvironments);
}

/** What is odd about an environment on a page. Pure. */
export function environmentFaults(
  { frontMatter }: NotesPage,
  place: { readonly week: WeekSection | null; readonly environment: string; readonly style: Style },
  rules: PageRules & { readonly names: ReadonlyMap<string, string> },
): readonly Finding[] {
  const { week, environment, style } = place;
  const isNamed = week !== null && hasHeadings(week);
  const byTitle = /\bto test\b|\btesting\b/i.test(titleOf(frontMatter) ?? "") ? "Testing" : null;
  const only = rules.environment ?? byTitle;
  // A page of one environment must not get the notes of the other one.
  if (!isNamed && only !== null) {
    if ((rules.names.get(sameName(only)) ?? only) === environment) return [];
    return [
      finding(
        "other-environment",
        `The page is about ${only}, not about ${environment}.`,
        `Name the page of ${environment}, or the environment ${only}.`,
      ),
    ];
  }
  if (!isSeparated(week, style))
    return [
      finding(
        "environment-not-on-page",
        `This page does not separate environments: nothing on it will say that this is of ${environment}, and what is told there already, of whichever, is not told again.`,
        "Leave it at that, or give the week headings for its environments, or each environment a page of its own.",
      ),
    ];
  const known = [...new Set(rules.names.values())];
  if (known.includes(environment)) return [];
  // Its heading would be read as that of a component, and its entries come again with every run.
  return [
    finding(
      "environment-unknown",
      `${environment} is none of the environments that the page may have: ${known.join(", ")}.`,
      "Write one of them, or name it in `environments` of the step's input.",
    ),
  ];
}
