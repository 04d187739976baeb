import type { Finding } from "../notes.js";
import { sameName } from "../page/page-rules.js";
import type { Noted, NoteFacts, Promoted } from "./note-facts.js";

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = { before: 3, after: 7 };

/** `promotion-without-note`, `note-without-promotion`: a note with another date is none. Pure. */
export function promotionFindings({ promotions }: NoteFacts): readonly Finding[] {
  if (promotions === undefined) return [];
  const { promoted, noted, days = DEFAULT_DAYS } = promotions;
  const areOne = (promotion: Promoted, note: Noted): boolean => {
    const { component, heading = component, version } = promotion;
    const day = Math.floor(Date.parse(promotion.date) / DAY_MS);
    const [first, last] = [note.date, note.until ?? note.date].map((each) => Date.parse(each) / DAY_MS);
    return (
      sameName(heading) === sameName(note.component) &&
      (note.environment === null || sameName(promotion.environment) === sameName(note.environment)) &&
      (note.version === null || heading !== component || note.version === version) &&
      (last ?? 0) >= day - days.before &&
      (first ?? 0) <= day + days.after
    );
  };
  return [
    ...promoted
      .filter((promotion) => !noted.some((note) => areOne(promotion, note)))
      .map(({ component, environment, version, date }) => ({
        code: "promotion-without-note",
        message: `${component} ${version} went to ${environment} on ${date.slice(0, 10)}, and no note near that day tells of it.`,
        hint: "Write the note, or correct the date of the one that means it.",
        component,
      })),
    ...noted
      .filter((note) => !promoted.some((promotion) => areOne(promotion, note)))
      .map(({ component, environment, version, date }) => ({
        code: "note-without-promotion",
        message: `A note of ${date.slice(0, 10)} tells of ${[component, version].filter((word) => word !== null).join(" ")}${environment === null ? "" : ` in ${environment}`}, and nothing of it went there near that day.`,
        hint: "Look at the date, the weekday and the version; or the promotion did not happen.",
        component,
      })),
  ];
}
