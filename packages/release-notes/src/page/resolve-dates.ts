import { type Day, dayOf, mondayOf, partsOf, weekdayOf } from "./calendar.js";
import type { WrittenDate, WrittenDay } from "./heading-date.js";
import type { Span, WeekSection } from "./page.js";

/** What a written date means. */
export type Meaning = Pick<WeekSection, "span" | "slip">;

/**
 * Finds out which days the headings of a page mean, in their order on the page. Headings have no year as a rule: it is
 * the page's, or the one beside it where the order says so (a page that went on into January). Where the weekday does
 * not fit the date, somebody typed the wrong month or day: the likely right one is taken, if the neighbours leave one.
 */
export function resolveDates(written: readonly (WrittenDate | null)[], year: number | null): readonly Meaning[] {
  const plain: (Day | null)[] = [];
  let older: Day | null = null;
  // From the bottom: the newest section stands at the top.
  for (const date of [...written].reverse()) {
    const day: Day | null = date === null ? null : plainDay(date, year, older);
    plain.unshift(day);
    if (day !== null && date !== null && fits(date, day)) older = day;
  }
  return written.map((date, index): Meaning => {
    const day = plain[index] ?? null;
    if (date === null || day === null) return { span: null, slip: null };
    if (fits(date, day)) return { span: spanOf(date, day), slip: null };
    const isRight = (at: number): boolean => {
      const [other, found] = [written[at], plain[at]];
      return other !== null && other !== undefined && found !== null && found !== undefined && fits(other, found);
    };
    const rightAbove = nearestRight(index, -1, written.length, isRight);
    const rightBelow = nearestRight(index, 1, written.length, isRight);
    const above = rightAbove === null ? Infinity : (plain[rightAbove] ?? Infinity);
    const below = rightBelow === null ? -Infinity : (plain[rightBelow] ?? -Infinity);
    const likely = likelyDay(date, day, { above, below });
    const slip = date.first.weekday === null ? "monday" : "weekday";
    return { span: spanOf(date, likely ?? day), slip };
  });
}

/** A heading whose neighbours are all wrong is rare: a few steps are enough, and keep this linear. */
const MOST_STEPS = 8;

function nearestRight(from: number, step: number, length: number, isRight: (at: number) => boolean): number | null {
  for (let at = from + step, steps = 0; at >= 0 && at < length && steps < MOST_STEPS; at += step, steps++)
    if (isRight(at)) return at;
  return null;
}

/** The day as it is written, in the year that fits best. */
function plainDay({ form, first }: WrittenDate, year: number | null, older: Day | null): Day | null {
  const own = first.year ?? year;
  if (own === null) return null;
  const inYear = (each: number): readonly Day[] => daysIn(first, each);
  const wanted = (day: Day): boolean => fitsWeekday({ form, first }, day);
  const here = inYear(own).find(wanted) ?? inYear(own)[0] ?? null;
  if (first.year !== null || here === null || wanted(here)) return here;
  const { month } = partsOf(here);
  // January above December: the page went on into the next year. December below January: it began in the last one.
  const next = older !== null && here < older && month <= 6 ? inYear(own + 1).find(wanted) : undefined;
  const last = older === null && month === 12 ? inYear(own - 1).find(wanted) : undefined;
  return next ?? last ?? here;
}

const daysIn = ({ months, day }: WrittenDay, year: number): readonly Day[] =>
  months.flatMap((month) => dayOf(year, month, day) ?? []);

/** A week begins on a Monday; a day has the weekday that is written with it. */
const fitsWeekday = ({ form, first }: Pick<WrittenDate, "form" | "first">, day: Day): boolean =>
  first.weekday === null ? form === "day" || weekdayOf(day) === 0 : weekdayOf(day) === first.weekday;

/** Both ends of a range fit. */
function fits(date: WrittenDate, day: Day): boolean {
  const { last } = date;
  if (!fitsWeekday(date, day)) return false;
  return last?.weekday === null || last === null || weekdayOf(endOf(last, day)) === last.weekday;
}

/** The end of a range that begins on a day. */
function endOf(last: WrittenDay, from: Day): Day {
  const { year } = partsOf(from);
  const ends = [year, year + 1].flatMap((each) => daysIn(last, last.year ?? each));
  return ends.find((end) => end >= from && end - from < 60) ?? from;
}

interface Neighbours {
  readonly above: Day;
  readonly below: Day;
}

/** The same day of another month, or a day beside it, with the weekday that is written, between the neighbours. */
function likelyDay(date: WrittenDate, day: Day, { above, below }: Neighbours): Day | null {
  const isOpen = (each: Day): boolean => each > below && each < above;
  const { year, month } = partsOf(day);
  const weekday = date.first.weekday ?? 0;
  const nearby = [-3, -2, -1, 0, 1, 2, 3].map((step) => day + step).filter((each) => weekdayOf(each) === weekday);
  if (date.first.weekday === null) return nearby.find(isOpen) ?? null;
  const months = [1, -1, 2, -2, 3, -3].flatMap((step) => dayOf(year, month + step, date.first.day) ?? []);
  const sameDay = months.filter((each) => weekdayOf(each) === weekday);
  return [...sameDay, ...nearby].find(isOpen) ?? null;
}

function spanOf({ form, last }: WrittenDate, day: Day): Span {
  if (last !== null) return { from: day, to: Math.max(day, endOf(last, day)) };
  return form === "day" ? { from: day, to: day } : { from: mondayOf(day), to: mondayOf(day) + 6 };
}
