import { type Day, mondayOf, MONTHS, ordinalOf, parseDay, partsOf, weekdayOf, WEEKDAYS } from "../../page/calendar.js";
import { dateInvalid } from "../errors.js";

/** `Week of 9 December` · `Week of 24th February` · `Wednesday 24th March`. The first two name the Monday. */
export type WeekHeading = "week" | "ordinal-week" | "weekday";

/**
 * The words of a week's heading, without `##`. Pure.
 * @throws ReleaseError `ERR_DATE_INVALID` when it is no ISO date (2021-07-09)
 */
export function weekHeading(date: string, heading: WeekHeading): string {
  const day = parseDay(date.slice(0, 10));
  if (day === null) throw dateInvalid(date);
  if (heading === "weekday") return `${WEEKDAYS[weekdayOf(day)]} ${dayAndMonth(day, ordinalOf)}`;
  return `Week of ${dayAndMonth(mondayOf(day), heading === "week" ? String : ordinalOf)}`;
}

function dayAndMonth(date: Day, word: (day: number) => string): string {
  const { day, month } = partsOf(date);
  return `${word(day)} ${MONTHS[month - 1]}`;
}
