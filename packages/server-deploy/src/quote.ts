import { ReleaseError } from "@signalbox/release-core";

/** What no shell that people log in with (sh, dash, bash, zsh, ksh, fish) gives a meaning to. */
const PLAIN = /^[A-Za-z0-9_/.,:@%+-]+$/;
/** fish reads both inside of single quotes; outside of them every shell reads a backslash alike. */
const NEVER_IN_QUOTES = /[\\']/g;

/**
 * The words as one line for the login shell of a host, which reads exactly these words from it.
 * @throws ReleaseError `ERR_WORD_INVALID` for what no command can be given: a NUL, or half of a surrogate pair
 */
export function quoteWords(words: readonly string[]): string {
  return words.map(quoteWord).join(" ");
}

function quoteWord(word: string): string {
  if (PLAIN.test(word)) return word;
  if (word.includes("\0") || /\p{Surrogate}/u.test(word)) throw wordInvalid(word);
  return `'${word.replace(NEVER_IN_QUOTES, (character) => `'\\${character}'`)}'`;
}

const wordInvalid = (word: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_WORD_INVALID",
    message: `${JSON.stringify(word.slice(0, 80))} cannot be a word of a command.`,
    hint: "A word is text without NUL and without broken characters; send bytes as the command's input.",
  });
