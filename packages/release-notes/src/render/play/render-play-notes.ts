import type { Finding, NotesModel } from "../../notes.js";
import { itemsOf } from "../text/documents.js";
import { forAudience } from "../text/for-audience.js";
import { clipped, plainEntry } from "../text/plain-entry.js";
import { shownSections } from "../text/shown.js";
import { safeUrl } from "../text/safe-url.js";
import { fits, fitPlayText } from "./fit-play-text.js";

export interface PlayNotesOptions {
  /** Languages as Play's listing has them; the first one gets the entries where it has no text. */
  readonly locales: readonly string[];
  /** Locale → a text that somebody wrote. */
  readonly texts?: Readonly<Record<string, string>> | undefined;
  /** The page that has everything: the last line of a text that is cut. */
  readonly link?: string | undefined;
}

export interface PlayNotes {
  /** Locale → text, ready for Play. Locales without a text are missing. */
  readonly notes: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
}

/**
 * "What's new" on Google Play: plain text, at most 500 characters in each language, one line an entry. A translation is
 * a person's: the entries stand for the first language alone. Pure.
 */
export function renderPlayNotes(model: NotesModel, { locales, texts = {}, link }: PlayNotesOptions): PlayNotes {
  const notes: Record<string, string> = {};
  const findings: Finding[] = [];
  for (const [index, locale] of locales.entries()) {
    const written = (texts[locale] ?? "").replace(/\r\n?/g, "\n").trim();
    const text = written === "" && index === 0 ? entriesText(model) : written;
    if (text === "") findings.push(textMissing(locale, index === 0));
    else if (fits(text)) notes[locale] = text;
    else {
      notes[locale] = fitPlayText(text, safeUrl(link));
      findings.push(textCut(locale, link !== undefined));
    }
  }
  for (const locale of Object.keys(texts)) if (!locales.includes(locale)) findings.push(localeUnasked(locale));
  return { notes, findings };
}

/** What users are told, an entry a line. Pure. */
const entriesText = (model: NotesModel): string =>
  shownSections(forAudience(model, "users"))
    .flatMap(({ components }) => components.flatMap(({ entries }) => entries.flatMap(itemsOf)))
    .map((entry) => `• ${clipped(plainEntry(entry), 300)}`)
    .join("\n");

const textMissing = (locale: string, isFirst: boolean): Finding => ({
  code: "locale-without-text",
  message: isFirst ? `There is nothing to tell users in ${locale}.` : `There is no text in ${locale}.`,
  hint: "Write one, or take this language out; Play shows another language's text there.",
});

const textCut = (locale: string, hasLink: boolean): Finding => ({
  code: "text-cut",
  message: `The text in ${locale} is longer than 500 characters and was cut at the end of a line.`,
  hint: hasLink
    ? "Its last line links to everything; shorten it if that is not enough."
    : "Name a page that has everything.",
});

const localeUnasked = (locale: string): Finding => ({
  code: "locale-not-listed",
  message: `There is a text in ${locale}, which is none of the languages that are wanted.`,
  hint: "Add the language, or correct its name: Play writes them as en-GB or hi-IN.",
});
