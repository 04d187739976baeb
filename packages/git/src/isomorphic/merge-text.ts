import { diffLines, type Hunk, splitLines } from "./line-diff.js";

export type TextMerge = { readonly text: string } | "conflict" | "undecided";

/**
 * Unchanged lines that must lie between an edit of ours and one of theirs. git's own diff may place an edit a little
 * differently, and edits that touch are a conflict for it; with some lines between, both agree.
 */
const LEAST_GAP = 3;

/** Three-way merge of text; `undecided` where git might answer otherwise. */
export function mergeText(base: string, ours: string, theirs: string): TextMerge {
  const forward = mergeOnce(base, ours, theirs);
  if (forward === "undecided") return forward;
  // A second opinion: the same from the end to the beginning, where ambiguous edits fall on the other side.
  const flip = (text: string): string[] => splitLines(text).reverse();
  const backward = mergeLines(flip(base), flip(ours), flip(theirs));
  if (backward === "undecided") return backward;
  if (forward === "conflict" || backward === "conflict") return forward === backward ? "conflict" : "undecided";
  return backward.reverse().join("") === forward.text ? forward : "undecided";
}

function mergeOnce(base: string, ours: string, theirs: string): TextMerge {
  const lines = mergeLines(splitLines(base), splitLines(ours), splitLines(theirs));
  return typeof lines === "string" ? lines : { text: lines.join("") };
}

function mergeLines(base: string[], ours: string[], theirs: string[]): string[] | "conflict" | "undecided" {
  const [left, right] = [diffLines(base, ours), diffLines(base, theirs)];
  if (left === null || right === null) return "undecided";
  const merged: Hunk[] = [];
  let verdict: "clean" | "undecided" = "clean";
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [a, b] = [left[i], right[j]];
    if (a !== undefined && b !== undefined) {
      const distance = Math.max(a.start, b.start) - Math.min(a.start <= b.start ? a.end : b.end, base.length);
      if (isSame(a, b)) {
        merged.push(a);
        [i, j] = [i + 1, j + 1];
        continue;
      }
      const overlaps = a.start === b.start || (a.start < b.end && b.start < a.end);
      if (overlaps) return "conflict";
      if (distance < LEAST_GAP) verdict = "undecided";
    }
    if (b === undefined || (a !== undefined && a.start <= b.start)) {
      if (a !== undefined) merged.push(a);
      i += 1;
    } else {
      merged.push(b);
      j += 1;
    }
  }
  return verdict === "clean" ? applyHunks(base, merged) : verdict;
}

const isSame = (a: Hunk, b: Hunk): boolean =>
  a.start === b.start &&
  a.end === b.end &&
  a.lines.length === b.lines.length &&
  a.lines.every((line, at) => line === b.lines[at]);

function applyHunks(base: readonly string[], hunks: readonly Hunk[]): string[] {
  const lines: string[] = [];
  let at = 0;
  for (const hunk of hunks) {
    lines.push(...base.slice(at, hunk.start), ...hunk.lines);
    at = hunk.end;
  }
  return [...lines, ...base.slice(at)];
}
