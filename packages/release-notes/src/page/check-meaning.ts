import type { Finding } from "../notes.js";
import { isoOf, MONTHS, ordinalOf, WEEKDAYS, weekdayOf } from "./calendar.js";
import type { WrittenDay } from "./heading-date.js";
import type { WeekSection } from "./page.js";

/** What is odd about the date in a heading. Pure. */
export function checkMeaning({ heading, written, span, slip }: WeekSection): readonly Finding[] {
  const named = `“${heading.text}” (line ${heading.line})`;
  if (written === null)
    return [
      finding(
        "week-unreadable",
        `${named} begins as a week, and no date can be read from it.`,
        "Write it as `Week of 9 December`.",
      ),
    ];
  const { first, last } = written;
  const days = last === null ? [first] : [first, last];
  const likely = span === null ? null : `${WEEKDAYS[weekdayOf(span.from)]} ${isoOf(span.from)}`;
  return [
    ...(span === null
      ? [
          finding(
            "week-unreadable",
            `${named} is on no day of a year that is known.`,
            "Write the year in the title of the page, or in the heading.",
          ),
        ]
      : []),
    ...(slip === "weekday"
      ? [
          finding(
            "weekday-wrong",
            `${named}: the weekday is not that of the date. Likely ${likely} is meant.`,
            `Correct the heading; until then it is taken for ${likely}.`,
          ),
        ]
      : []),
    ...(slip === "monday"
      ? [
          finding(
            "week-not-monday",
            `${named} does not name a Monday. It is taken for the week of ${likely}.`,
            `Correct the heading to ${likely}.`,
          ),
        ]
      : []),
    ...days.flatMap((day) => checkDay(day, named)),
  ];
}

function checkDay({ day, months, isMisspelt, ordinal, hasZero }: WrittenDay, named: string): readonly Finding[] {
  const month = months.map((each) => MONTHS[each - 1]).join(" or ");
  const isOdd = ordinal !== "" && `${day}${ordinal.toLowerCase()}` !== ordinalOf(day);
  return [
    ...(isMisspelt ? [finding("month-misspelt", `${named}: the month is misspelt.`, `Write ${month}.`)] : []),
    ...(hasZero ? [finding("leading-zero", `${named}: the day begins with a zero.`, `Write ${day}${ordinal}.`)] : []),
    ...(isOdd ? [finding("ordinal-wrong", `${named}: nobody says ${day}${ordinal}.`, `Write ${ordinalOf(day)}.`)] : []),
  ];
}

export const finding = (code: string, message: string, hint: string): Finding => ({ code, message, hint });

/** A page whose end is swallowed. */
export const openFence = (): Finding =>
  finding(
    "fence-open",
    "A fence (```) or a comment (<!--) begins on the page and nothing ends it.",
    "End it, so that readers see what comes below.",
  );
