/** A part of a file that both sides agree on, or a hunk on which they do not. Lines keep their line ends. */
export type Part =
  { readonly lines: readonly string[] } | { readonly ours: readonly string[]; readonly theirs: readonly string[] };

const START = /^<{7}(?: .*)?\r?$/;
const MIDDLE = /^={7}\r?$/;
const END = /^>{7}(?: .*)?\r?$/;
/** Before the base part that some people's git writes. */
const BASE = /^\|{7}(?: .*)?\r?$/;

/** True when a text has lines that look like conflict markers. */
export const hasMarkers = (text: string): boolean => splitLines(text).some(isMarker);

const isMarker = (line: string): boolean =>
  [START, BASE, MIDDLE, END].some((marker) => marker.test(line.replace(/\n$/, "")));

/**
 * Reads the file that a merge left, with markers of seven signs and without a base part (git-merge(1), "How conflicts
 * are presented"). Null when the markers do not fit together. Pure.
 */
export function parseConflicts(text: string): readonly Part[] | null {
  const parts: Part[] = [];
  let lines: string[] = [];
  let hunk: { ours: string[]; theirs: string[]; side: "ours" | "theirs" } | null = null;
  for (const line of splitLines(text)) {
    const bare = line.replace(/\n$/, "");
    if (START.test(bare)) {
      if (hunk !== null) return null;
      if (lines.length > 0) parts.push({ lines });
      lines = [];
      hunk = { ours: [], theirs: [], side: "ours" };
    } else if (MIDDLE.test(bare) && hunk !== null) {
      if (hunk.side === "theirs") return null;
      hunk.side = "theirs";
    } else if (END.test(bare)) {
      if (hunk?.side !== "theirs") return null;
      parts.push({ ours: hunk.ours, theirs: hunk.theirs });
      hunk = null;
    } else if (hunk === null) lines.push(line);
    else hunk[hunk.side].push(line);
  }
  if (hunk !== null) return null;
  if (lines.length > 0) parts.push({ lines });
  return parts;
}

/** Lines with their ends; the last one may have none. */
const splitLines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
