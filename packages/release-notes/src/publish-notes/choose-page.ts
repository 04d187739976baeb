import { type Day, mondayOf, parseDay, partsOf } from "../page/calendar.js";
import { findWeek } from "../page/find-section.js";
import { DEFAULT_ENVIRONMENTS, namesOf, type PageRules, sameName } from "../page/page-rules.js";
import { styleOf } from "../page/page-style.js";
import { parsePage } from "../page/parse-page.js";
import type { PageText } from "./page-bytes.js";
import type { PageRule, PublishInput } from "./input.js";

/** A page of a year. */
export interface NamedPage {
  readonly path: string;
  readonly year: number;
  readonly rule: PageRule;
}

/** Contents by path; null where there is nothing. */
export type PageTexts = Readonly<Record<string, PageText | null>>;

/** The page of an environment and year; null where none is named. Pure. */
function pageOf({ pages, file, environments }: PublishInput, environment: string, year: number): NamedPage | null {
  if (file !== undefined) return { path: file, year, rule: { path: file } };
  const names = namesOf(environments ?? DEFAULT_ENVIRONMENTS);
  const own = (name: string): string => sameName(names.get(sameName(name)) ?? name);
  const rule = pages.find(
    (each) =>
      (each.year === undefined || each.year === year) &&
      (each.environment === undefined || own(each.environment) === own(environment)),
  );
  return rule === undefined ? null : { path: rule.path.replaceAll("{year}", String(year)), year, rule };
}

/** Years that the week of a day is in: its Monday's first. */
const yearsOf = (day: Day): readonly number[] => [...new Set([partsOf(mondayOf(day)).year, partsOf(day).year])];

/** Every page that is read: those of the week, and those whose entries may be carried. Pure. */
export function pagesToRead(input: PublishInput): readonly NamedPage[] {
  const day = parseDay(input.date) ?? 0;
  const own = yearsOf(day).map((year) => pageOf(input, input.environment, year));
  // Entries of December are promoted in January.
  const years = [...new Set([...yearsOf(day), partsOf(day - 60).year])];
  const carried =
    input.promoted.length === 0
      ? []
      : years.flatMap((year) => [pageOf(input, input.carryFrom, year), pageOf(input, input.environment, year)]);
  const all = [...own, ...carried].filter((page) => page !== null);
  return all.filter((page, index) => all.findIndex(({ path }) => path === page.path) === index);
}

/**
 * The page that a day's notes belong on. Where its week spans two years: the one that has the week, else the Monday's
 * where weeks stand in headings, and the day's own where days do. Pure.
 */
export function choosePage(input: PublishInput, texts: PageTexts, rules: PageRules): NamedPage | null {
  const day = parseDay(input.date) ?? 0;
  const [first = 0, second] = yearsOf(day);
  const begin = pageOf(input, input.environment, first);
  if (second === undefined) return begin;
  const end = pageOf(input, input.environment, second);
  const text = begin === null ? undefined : texts[begin.path]?.text;
  if (begin === null || end === null || text === undefined) return end ?? begin;
  const page = parsePage(text, rules, first);
  return findWeek(page, day) !== null || styleOf(page, text).heading !== "weekday" ? begin : end;
}

const TEMPLATE = `---
title: 'Release notes for {year}'
published: true
---

This article documents the major changes of each week. The latest updates are at the top of the article.
`;

/** What a new page begins with. */
export const newPage = ({ rule, year }: NamedPage): string =>
  (rule.template ?? TEMPLATE).replaceAll("{year}", String(year));
