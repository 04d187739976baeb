import { dateInvalid } from "../errors.js";

/** `Week of 9 December` · `Week of 24th February` · `Wednesday 24th March`. The first two name the Monday. */
export type WeekHeading = "week" | "ordinal-week" | "weekday";

const MONTHS = "January February March April May June July August September October November December".split(" ");
const WEEKDAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

/**
 * The words of a week's heading, without `##`. Pure.
 * @throws ReleaseError `ERR_DATE_INVALID` when it is no ISO date (2021-07-09)
 */
export function weekHeading(date: string, heading: WeekHeading): string {
  const day = dayOf(date);
  if (heading === "weekday") return `${WEEKDAYS[day.getUTCDay()]} ${ordinal(day.getUTCDate())} ${monthOf(day)}`;
  const monday = new Date(day);
  monday.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  const number = monday.getUTCDate();
  return `Week of ${heading === "week" ? number : ordinal(number)} ${monthOf(monday)}`;
}

const monthOf = (day: Date): string => MONTHS[day.getUTCMonth()] ?? "";

function dayOf(date: string): Date {
  const day = new Date(`${date.slice(0, 10)}T00:00:00Z`);
  if (
    !/^\d{4}-\d{2}-\d{2}/.test(date) ||
    Number.isNaN(day.getTime()) ||
    !day.toISOString().startsWith(date.slice(0, 10))
  )
    throw dateInvalid(date);
  return day;
}

function ordinal(number: number): string {
  const isTeen = number % 100 >= 11 && number % 100 <= 13;
  const ending = isTeen ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th");
  return `${number}${ending}`;
}
