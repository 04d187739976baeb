import { MONTHS, WEEKDAYS } from "./calendar.js";
import { editDistance } from "./edit-distance.js";

/** One day as it is written in a heading. */
export interface WrittenDay {
  /** 0 is Monday; null where none is written. */
  readonly weekday: number | null;
  readonly day: number;
  /** From 1. Several when the word is misspelt and as near to the one as to the other (`Jule`). */
  readonly months: readonly number[];
  readonly isMisspelt: boolean;
  readonly year: number | null;
  /** The letters behind the number: `th`; `""` without any. */
  readonly ordinal: string;
  /** `08th`. */
  readonly hasZero: boolean;
}

/** The date of a heading: `Week of 9 December`, `Friday 9th July`, `Wednesday 9th September - Tuesday 15th`. */
export interface WrittenDate {
  readonly form: "week" | "day";
  readonly first: WrittenDay;
  /** Of a range. */
  readonly last: WrittenDay | null;
}

const WEEK = /^week (?:of|beginning|starting|commencing|from)\b:? */i;
const RANGE = / +(?:-|\u2013|\u2014|to|until) +/i;
const NUMBER = /^(\d{1,2})(st|nd|rd|th)?$/i;

/** Null when the heading is no date. Headings longer than any date, or without a number, are not looked at. */
export function readHeadingDate(heading: string): WrittenDate | null {
  if (heading.length > 100 || !/\d/.test(heading)) return null;
  const text = heading.trim().replace(/\s+/g, " ").replace(/:$/, "");
  const isWeek = WEEK.test(text);
  const [begin = "", end, ...more] = text.replace(WEEK, "").split(RANGE);
  if (more.length > 0) return null;
  const form = isWeek ? "week" : "day";
  if (end === undefined) {
    const first = readDay(begin, null);
    return first === null ? null : { form, first, last: null };
  }
  // In `9th - 15th September` the month stands behind, in `9th September - Tuesday 15th` before.
  const backwards = readDay(end, null);
  const first = readDay(begin, backwards);
  const last = first === null ? null : readDay(end, first);
  return first === null || last === null ? null : { form, first, last };
}

/** True for a heading that begins as that of a week, whatever follows. */
export const isWeekHeading = (heading: string): boolean => /^week\b/i.test(heading.trim());

/** `month`: of the other end of a range, for a day without its own. */
function readDay(text: string, other: WrittenDay | null): WrittenDay | null {
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (iso !== null) {
    const [year, month, day] = [Number(iso[1]), Number(iso[2]), Number(iso[3])];
    const isDay = month >= 1 && month <= 12 && day >= 1 && day <= 31;
    const plain = { weekday: null, isMisspelt: false, ordinal: "", hasZero: false };
    return isDay ? { ...plain, day, months: [month], year } : null;
  }
  const words = text
    .replace(/,/g, " ")
    .split(" ")
    .filter((word) => word !== "" && !/^(?:the|of)$/i.test(word));
  const weekday = nearestWords(words[0] ?? "", WEEKDAYS);
  if (weekday.places.length === 1) words.shift();
  const year = words.length > 1 && /^(?:19|20)\d\d$/.test(words.at(-1) ?? "") ? Number(words.pop()) : null;
  const at = words.findIndex((word) => NUMBER.test(word));
  const [, digits = "", ordinal = ""] = NUMBER.exec(words[at] ?? "") ?? [];
  const day = Number(digits);
  if (at === -1 || words.length > 2 || day < 1 || day > 31) return null;
  const named = words.length === 1 ? null : nearestWords(words[1 - at] ?? "", MONTHS);
  if (named?.places.length === 0 || (named === null && other === null)) return null;
  return {
    weekday: weekday.places.length === 1 ? (weekday.places[0] ?? null) : null,
    day,
    months: named === null ? (other?.months ?? []) : named.places.map((place) => place + 1),
    isMisspelt: named !== null && named.isMisspelt,
    year: year ?? (named === null ? (other?.year ?? null) : null),
    ordinal,
    hasZero: digits.startsWith("0"),
  };
}

/** The places of the words that are meant: the word itself, its beginning (`Sept`), or the nearest ones. */
function nearestWords(word: string, words: readonly string[]): { places: readonly number[]; isMisspelt: boolean } {
  const small = word.toLowerCase().replace(/\.$/, "");
  if (!/^[a-z]{3,12}$/.test(small)) return { places: [], isMisspelt: false };
  const exact = words.findIndex((each) => each.toLowerCase() === small || isShort(each.toLowerCase(), small));
  if (exact !== -1) return { places: [exact], isMisspelt: false };
  if (small.length < 4) return { places: [], isMisspelt: false };
  const limit = small.length < 6 ? 1 : 2;
  const distances = words.map((each) => editDistance(each.toLowerCase(), small));
  const least = Math.min(...distances);
  const places = distances.flatMap((distance, place) => (distance === least && least <= limit ? [place] : []));
  return { places, isMisspelt: places.length > 0 };
}

const isShort = (full: string, word: string): boolean => word.length >= 3 && word.length <= 5 && full.startsWith(word);
