/** A name as it is, whatever is in it. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text constant, whatever is in it and whatever `standard_conforming_strings` says. */
export function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''").replaceAll("\\", "\\\\")}'`;
  return text.includes("\\") ? ` E${quoted}` : quoted;
}

/** For `in (…)` and `array[…]`. */
export const literals = (texts: readonly string[]): string => texts.map(literal).join(", ");
