/** A day as a number: days since 1 January 1970. Calendar days know no time zone. */
export type Day = number;

const MS_A_DAY = 86_400_000;

/** Null when there is no such day (30 February). `month` from 1. */
export function dayOf(year: number, month: number, day: number): Day | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / MS_A_DAY : null;
}

/** `2021-07-09` → its day; null when it is none. */
export function parseDay(text: string): Day | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return found === null ? null : dayOf(Number(found[1]), Number(found[2]), Number(found[3]));
}

export const isoOf = (day: Day): string => new Date(day * MS_A_DAY).toISOString().slice(0, 10);

export const partsOf = (day: Day): { readonly year: number; readonly month: number; readonly day: number } => {
  const date = new Date(day * MS_A_DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
};

/** 0 is Monday, as in ISO 8601. */
export const weekdayOf = (day: Day): number => (((day + 3) % 7) + 7) % 7;

/** The Monday of its week. */
export const mondayOf = (day: Day): Day => day - weekdayOf(day);

export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

export const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** `1st`, `22nd`, `13th`. */
export const ordinalOf = (day: number): string => {
  const isTeen = day >= 11 && day <= 13;
  return `${day}${(!isTeen && ["", "st", "nd", "rd"][day % 10]) || "th"}`;
};
