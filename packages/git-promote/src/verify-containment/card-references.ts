/** Refers to no card by convention: `#0 |`, `#000 |`. */
const NO_CARD = /^0+$/;

/** What stands behind this is no subject that people wrote. */
const LONGEST_SUBJECT = 1000;

const DEFAULT_PATTERN = String.raw`(?<repository>[\w.-]+(?:/[\w.-]+)?)?#(?<number>\d+)`;

/**
 * The cards that a subject names, `#1703` or `owner/repo#984`, each once. Without a pattern they stand before the first
 * `|`, or anywhere when there is none; the number of a pull request at the end, `(#12)`, is no card. A pattern of one's own
 * is looked for in the whole subject; its group `number`, if it has one, is the number, else the whole match is the card.
 * Pure.
 */
export function cardReferences(whole: string, pattern?: string): readonly string[] {
  const subject = whole.slice(0, LONGEST_SUBJECT);
  const bar = subject.indexOf("|");
  const text =
    pattern !== undefined ? subject : bar === -1 ? subject.replace(/\s*\(#\d+\)\s*$/, "") : subject.slice(0, bar);
  const cards = [...text.matchAll(new RegExp(pattern ?? DEFAULT_PATTERN, "g"))].map(({ 0: found, groups = {} }) => {
    const { repository = "", number } = groups;
    if (number === undefined) return found;
    return NO_CARD.test(number) ? "" : `${repository}#${number}`;
  });
  return [...new Set(cards.filter((card) => card !== ""))];
}
