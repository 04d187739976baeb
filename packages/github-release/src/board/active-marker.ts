const SEPARATOR = String.raw`[\s,;:\u00b7|/\u2013\u2014-]`;

/** True when the description has the marker as a word of its own, in any case. Pure. */
export const hasMarker = (description: string, marker: string): boolean => wordOf(marker).test(description);

/** The description with the marker, or without it; every other letter of it stays. Pure. */
export function withMarker(description: string, marker: string, wanted: boolean): string {
  if (hasMarker(description, marker) === wanted) return description;
  if (wanted) return description.trim() === "" ? marker : `${marker}, ${description}`;
  const word = escape(marker);
  const [open, close] = [String.raw`(?<![\p{L}\p{N}_])`, String.raw`(?![\p{L}\p{N}_])`];
  const bracketed = new RegExp(String.raw`${SEPARATOR}*[([]${word}[)\]]`, "giu");
  const leading = new RegExp(String.raw`^\s*${word}${close}${SEPARATOR}*`, "iu");
  const inside = new RegExp(String.raw`${SEPARATOR}*${open}${word}${close}`, "giu");
  return description.replace(bracketed, "").replace(leading, "").replace(inside, "").trimStart();
}

const wordOf = (marker: string): RegExp =>
  new RegExp(String.raw`(?<![\p{L}\p{N}_])${escape(marker)}(?![\p{L}\p{N}_])`, "iu");

const escape = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}/]/g, "\\$&");
