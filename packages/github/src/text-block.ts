import { createHash } from "node:crypto";

/** A part of a text of people that belongs to Signalbox: between two marks, `<!-- signalbox:<name> … -->`. */
export interface TextBlock {
  /** Where the block begins and ends in the text, marks included; UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** What stands between the marks, with `\n` as line end and without the blank lines around it. */
  readonly text: string;
  /** Somebody changed what stands between the marks; null when the mark does not tell. */
  readonly isEdited: boolean | null;
  /** What stood there before anybody changed it, as `fingerprintOf` has it; null when the mark does not tell. */
  readonly written: string | null;
}

/** Finds a block. A mark without its other half is text like any other. `name`: letters, digits and hyphens. Pure. */
export function findTextBlock(body: string, name: string): TextBlock | null {
  const closing = `<!-- /signalbox:${name} -->`;
  const opening = new RegExp(`<!-- signalbox:${name}(?: ([0-9a-f]{12}))? -->`, "g");
  for (let close = body.indexOf(closing); close >= 0; close = body.indexOf(closing, close + closing.length)) {
    const found = [...body.slice(0, close).matchAll(opening)].at(-1);
    if (found === undefined) continue;
    const text = plainLines(body.slice(found.index + found[0].length, close));
    const written = found[1] ?? null;
    const isEdited = written === null ? null : written !== fingerprint(text);
    return { start: found.index, end: close + closing.length, text, isEdited, written };
  }
  return null;
}

/**
 * A text with its block replaced, or with one at its end; nothing outside the marks is changed. The first mark carries
 * a fingerprint of what is written, so that edits by hand are seen later (`isEdited`). Pure.
 */
export function withTextBlock(body: string, name: string, text: string): string {
  const block = textBlock(name, text);
  const found = findTextBlock(body, name);
  if (found !== null) return body.slice(0, found.start) + block + body.slice(found.end);
  return body.trim() === "" ? `${block}\n` : `${body.trimEnd()}\n\n${block}\n`;
}

/** A block alone. Marks of Signalbox inside the text are written so that they are none. Pure. */
export function textBlock(name: string, text: string): string {
  const inside = insideOf(text);
  return [`<!-- signalbox:${name} ${fingerprint(inside)} -->`, inside, `<!-- /signalbox:${name} -->`].join("\n");
}

/** What a block with this text would carry in its mark: the same as `written` when nothing new is to be said. Pure. */
export const fingerprintOf = (text: string): string => fingerprint(insideOf(text));

const insideOf = (text: string): string => plainLines(text.replace(/<!--(?=\s*\/?signalbox:)/g, "&lt;!--"));

/** GitHub's own editor writes `\r\n`. */
const plainLines = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/^\s*\n/, "")
    .trimEnd();

const fingerprint = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 12);
