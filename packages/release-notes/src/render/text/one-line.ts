/** Letters that are written from right to left: Hebrew, Arabic and their neighbours. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Embeddings, overrides and isolates: left open they turn the rest of the page around. */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;

/** Half of a character, which no encoder can write. */
const HALVES = /\p{Surrogate}/gu;

const PLAIN = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/**
 * Text from outside on one line: line ends, tabs and control characters become one blank, halves of characters the
 * replacement character, and text that runs from right to left keeps that to itself (U+2068 … U+2069). Pure.
 */
export function oneLine(text: string): string {
  if (PLAIN.test(text) && !text.includes("  ")) return text;
  const folded = text
    .replace(HALVES, "\ufffd")
    .replace(DIRECTIONS, "")
    .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, " ")
    .trim();
  return RIGHT_TO_LEFT.test(folded) ? `\u2068${folded}\u2069` : folded;
}
