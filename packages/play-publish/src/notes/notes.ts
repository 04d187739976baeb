import type { Problem, Warning } from "@signalbox/release-core";
import { localesLike, PLAY_LOCALES } from "./locales.js";

/** Play refuses more in any language, after the upload. Source: `LocalizedText` of androidpublisher v3. */
export const MOST_CHARACTERS = 500;

/** Locale → text. */
export type Notes = Readonly<Record<string, string>>;

/** What is done with notes that are too long: a problem, or cut at the end of a line with a link below. */
export type TooLong = "fail" | { readonly link: string };

export interface ReadyNotes {
  readonly notes: Notes;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/**
 * Notes as Play takes them: line ends folded, no blank edges, at most 500 characters in every language. Both counts have
 * to do, code points and UTF-16 units, since Play does not say which one it means. Pure.
 */
export function readyNotes(given: Notes, tooLong: TooLong = "fail"): ReadyNotes {
  const notes: Record<string, string> = {};
  const problems: Problem[] = [];
  const warnings: Warning[] = [];
  for (const [locale, text] of Object.entries(given)) {
    if (!PLAY_LOCALES.has(locale)) problems.push(localeUnknown(locale));
    const folded = text.replace(/\r\n?/g, "\n").trim();
    const length = lengthOf(folded);
    if (folded === "") problems.push(notesEmpty(locale));
    const cut = length <= MOST_CHARACTERS ? folded : tooLong === "fail" ? null : cutAtLine(folded, tooLong.link);
    if (cut === null) problems.push(notesTooLong(locale, length));
    else if (cut !== folded) warnings.push(notesCut(locale, length));
    notes[locale] = cut ?? folded;
  }
  return { notes, problems, warnings };
}

/** The greater of both counts. Pure. */
const lengthOf = (text: string): number => Math.max([...text].length, text.length);

/** As many whole lines as fit with the link below them; null when not even one does. */
function cutAtLine(text: string, link: string): string | null {
  const lines = text.split("\n");
  for (let kept = lines.length - 1; kept > 0; kept--) {
    const cut = `${lines.slice(0, kept).join("\n").trimEnd()}\n${link}`;
    if (lengthOf(cut) <= MOST_CHARACTERS) return cut;
  }
  return null;
}

const localeUnknown = (locale: string): Problem => {
  const near = localesLike(locale);
  return {
    code: "ERR_NOTES_LOCALE",
    message: `Play has no language ${locale}.`,
    hint: near.length === 0 ? "Play writes languages as en-GB or hi-IN." : `Did you mean ${near.join(", ")}?`,
  };
};

const notesEmpty = (locale: string): Problem => ({
  code: "ERR_NOTES_EMPTY",
  message: `The notes in ${locale} are empty.`,
  hint: "Write them, or leave this language out.",
});

const notesTooLong = (locale: string, length: number): Problem => ({
  code: "ERR_NOTES_TOO_LONG",
  message: `The notes in ${locale} have ${length} characters; Play takes ${MOST_CHARACTERS}.`,
  hint: "Shorten them, or have them cut at the end of a line with a link to all of them.",
});

const notesCut = (locale: string, length: number): Warning => ({
  code: "notes-cut",
  message: `The notes in ${locale} have ${length} characters and were cut at the end of a line, with the link below.`,
  hint: "Look at the text in the plan.",
});
