import type { Finding } from "../notes.js";
import { isoOf, parseDay } from "../page/calendar.js";
import { headingNameOf, identityOf } from "../page/component-name.js";
import { DEFAULT_ENVIRONMENTS, namesOf, type PageRules, sameName } from "../page/page-rules.js";
import { parsePage, titleOf } from "../page/parse-page.js";
import type { Noted, Promoted } from "./note-facts.js";
import { promotionFindings } from "./promotion-findings.js";

/** Yearly pages, and what went into which environment. */
export interface PagesAndPromotions {
  readonly pages: readonly { readonly text: string; readonly rules: PageRules }[];
  /** `environment`: as pages call it or in short (`prod`). Others than those of the pages are not compared. */
  readonly promoted: readonly Omit<Promoted, "heading">[];
  /** What a promotion could tell of in each environment: notes of anything else are not compared. */
  readonly known: readonly { readonly environment: string; readonly components: readonly string[] }[];
  /** ISO date: what was promoted or told before it is not asked about. */
  readonly since: string;
  /** ISO date: of a note that is younger than three days, or of days to come, nobody knows yet. */
  readonly today: string;
  /** Aliases, groups and environments. */
  readonly rules: PageRules;
}

/** A promotion may follow its note within so many days. */
const MAY_FOLLOW_DAYS = 3;

/**
 * `promotion-without-note`, `note-without-promotion` of whole pages, names and groups read as their headings mean them. A
 * page that separates no environments and is about none may tell of each. Pure.
 */
export function pageFindings({ pages, promoted, known, since, today, rules }: PagesAndPromotions): readonly Finding[] {
  const identify = nameGiver(rules);
  const environments = namesOf(rules.environments ?? DEFAULT_ENVIRONMENTS);
  const comparable = known.map(({ environment, components }) => ({
    environment: environments.get(sameName(environment)),
    components: new Set(components.map((name) => identify(name))),
  }));
  const isComparable = ({ component, environment: of }: Noted): boolean =>
    comparable.some(({ environment, components }) => components.has(component) && (of === null || of === environment));
  const noted = pages.flatMap((page) => notedOn(page, identify)).filter(isComparable);
  const came = cameTo(promoted, identify, rules);
  const newest = isoOf((parseDay(today) ?? 0) - MAY_FOLLOW_DAYS);
  const isAsked = ({ date, until = date }: Noted): boolean => date >= since && until < newest;
  const missing = { promoted: came.filter(({ date }) => date >= since), noted };
  const early = { promoted: came, noted: noted.filter(isAsked) };
  return [
    ...promotionFindings({ entries: [], promotions: missing }).filter(({ code }) => code === "promotion-without-note"),
    ...promotionFindings({ entries: [], promotions: early }).filter(({ code }) => code === "note-without-promotion"),
  ];
}

type Identify = (name: string) => string;

/** One readable name for all that mean the same: that of the rules, else the first that is seen. */
function nameGiver(rules: PageRules): Identify {
  const [identify, headingOf] = [identityOf(rules), headingNameOf(rules)];
  const names = new Map<string, string>();
  return (name) => {
    const identity = identify(name);
    const known = names.get(identity) ?? headingOf(name).name;
    names.set(identity, known);
    return known;
  };
}

/** As the headings of pages name them; what several servers got on one day is one promotion. */
function cameTo(promoted: PagesAndPromotions["promoted"], identify: Identify, rules: PageRules): readonly Promoted[] {
  const environments = namesOf(rules.environments ?? DEFAULT_ENVIRONMENTS);
  const headingOf = headingNameOf(rules);
  const found = promoted.flatMap((each): readonly Promoted[] => {
    const environment = environments.get(sameName(each.environment));
    if (environment === undefined) return [];
    const heading = identify(each.component);
    const { isMember } = headingOf(each.component);
    const version = each.version.replace(/^v(?=\d)/, "");
    return [{ ...each, environment, version, ...(isMember ? { heading } : { component: heading }) }];
  });
  const keyOf = ({ component, environment, version, date }: Promoted): string =>
    JSON.stringify([component, environment, version, date.slice(0, 10)]);
  return [...new Map(found.map((each) => [keyOf(each), each])).values()];
}

/** One note for each heading of a component in a week whose days are known. */
function notedOn({ text, rules }: PagesAndPromotions["pages"][number], identify: Identify): readonly Noted[] {
  const page = parsePage(text, rules);
  const names = namesOf(rules.environments ?? DEFAULT_ENVIRONMENTS);
  const byTitle = /\bto test\b|\btesting\b/i.test(titleOf(page.frontMatter) ?? "") ? "Testing" : null;
  const only = rules.environment ?? byTitle;
  const otherwise = only === null ? null : (names.get(sameName(only)) ?? only);
  return page.weeks.flatMap(({ span, environments }) =>
    span === null
      ? []
      : environments.flatMap((environment) =>
          environment.components.flatMap(({ name, version }): readonly Noted[] =>
            name === null
              ? []
              : [
                  {
                    component: identify(name),
                    environment: environment.name ?? otherwise,
                    version,
                    date: isoOf(span.from),
                    until: isoOf(span.to),
                  },
                ],
          ),
        ),
  );
}
