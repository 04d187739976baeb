/**
 * Reads what `sha256sum` writes: `<64 hex digits>  <name>`, with `*` before the name of a binary file, and `\` before
 * the line of a name that is written with escapes. Other lines are passed over. Last line wins. Pure.
 * Source: GNU coreutils manual, "cksum invocation"
 */
export function parseChecksums(text: string): ReadonlyMap<string, string> {
  const sums = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const found = /^(\\?)([0-9a-fA-F]{64}) [ *](.+)$/.exec(line);
    if (found === null) continue;
    const [, escaped, sum = "", written = ""] = found;
    const name = escaped === "\\" ? unescaped(written) : written;
    sums.set(name.replace(/^\.\//, ""), sum.toLowerCase());
  }
  return sums;
}

const unescaped = (name: string): string =>
  name.replace(/\\([\\nr])/g, (_, letter: string) => ({ n: "\n", r: "\r" })[letter] ?? letter);
