/**
 * Splits a command line at white space; quotes and backslashes as in a shell, and nothing else: no variables, no globs,
 * no operators. @throws Error when a quote does not end
 */
export function commandWords(line: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (let index = 0; index < line.length; index += 1) {
    const sign = line[index] ?? "";
    if (quote !== null) {
      if (sign === quote) quote = null;
      else if (sign === "\\" && quote === '"' && /["\\]/.test(line[index + 1] ?? "")) word += line[(index += 1)] ?? "";
      else word += sign;
    } else if (sign === '"' || sign === "'") {
      quote = sign;
      word ??= "";
    } else if (/\s/.test(sign)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? "") + (sign === "\\" ? (line[(index += 1)] ?? "") : sign);
    }
  }
  if (quote !== null) throw new Error(`the quote ${quote} in the command does not end`);
  return word === null ? words : [...words, word];
}
