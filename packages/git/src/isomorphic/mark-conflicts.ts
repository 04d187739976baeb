import { diffLines, type Hunk, splitLines } from "./line-diff.js";

/** What stands behind the markers of the two sides. */
export interface Labels {
  readonly ours: string;
  readonly theirs: string;
}

/** Edits of the two sides that lie this near belong to one conflict, as git's own do (XDL_MERGE_ZEALOUS). */
const NEAR = 4;

/**
 * A three-way merge of text with conflict markers of seven signs where both sides changed the same lines or
 * neighbouring ones. Null when the texts differ too much to be compared.
 */
export function markConflicts(base: string, ours: string, theirs: string, labels: Labels): string | null {
  const lines = splitLines(base);
  const [left, right] = [diffLines(lines, splitLines(ours)), diffLines(lines, splitLines(theirs))];
  if (left === null || right === null) return null;
  const merged: string[] = [];
  let at = 0;
  for (const region of regionsOf(left, right)) {
    merged.push(...lines.slice(at, region.start));
    const before = lines.slice(region.start, region.end);
    const mine = applyWithin(before, region.start, region.left);
    const other = applyWithin(before, region.start, region.right);
    if (region.right.length === 0) merged.push(...mine);
    else if (region.left.length === 0) merged.push(...other);
    else merged.push(...marked(mine, other, labels));
    at = region.end;
  }
  return [...merged, ...lines.slice(at)].join("");
}

interface Region {
  readonly start: number;
  readonly end: number;
  readonly left: readonly Hunk[];
  readonly right: readonly Hunk[];
}

/** Edits that touch or nearly touch each other, together. */
function regionsOf(left: readonly Hunk[], right: readonly Hunk[]): Region[] {
  const hunks = [...left.map((hunk) => ({ hunk, isLeft: true })), ...right.map((hunk) => ({ hunk, isLeft: false }))];
  hunks.sort((a, b) => a.hunk.start - b.hunk.start || a.hunk.end - b.hunk.end);
  const regions: { start: number; end: number; left: Hunk[]; right: Hunk[] }[] = [];
  for (const { hunk, isLeft } of hunks) {
    let region = regions.at(-1);
    if (region === undefined || hunk.start >= region.end + NEAR) {
      region = { start: hunk.start, end: hunk.end, left: [], right: [] };
      regions.push(region);
    }
    region.end = Math.max(region.end, hunk.end);
    (isLeft ? region.left : region.right).push(hunk);
  }
  return regions;
}

function applyWithin(lines: readonly string[], start: number, hunks: readonly Hunk[]): string[] {
  const edited: string[] = [];
  let at = 0;
  for (const hunk of hunks) {
    edited.push(...lines.slice(at, hunk.start - start), ...hunk.lines);
    at = hunk.end - start;
  }
  return [...edited, ...lines.slice(at)];
}

/** Lines that both sides begin or end with are no part of the conflict. */
function marked(ours: readonly string[], theirs: readonly string[], labels: Labels): string[] {
  let head = 0;
  while (head < ours.length && head < theirs.length && ours[head] === theirs[head]) head += 1;
  let tail = 0;
  const most = Math.min(ours.length, theirs.length) - head;
  while (tail < most && ours.at(-1 - tail) === theirs.at(-1 - tail)) tail += 1;
  const [mine, other] = [ours.slice(head, ours.length - tail), theirs.slice(head, theirs.length - tail)];
  if (mine.length === 0 && other.length === 0) return [...ours];
  const eol = [...mine, ...other].some((line) => line.endsWith("\r\n")) ? "\r\n" : "\n";
  const closed = (lines: readonly string[]): string[] =>
    lines.map((line) => (line.endsWith("\n") ? line : `${line}${eol}`));
  return [
    ...ours.slice(0, head),
    `<<<<<<< ${labels.ours}${eol}`,
    ...closed(mine),
    `=======${eol}`,
    ...closed(other),
    `>>>>>>> ${labels.theirs}${eol}`,
    ...ours.slice(ours.length - tail),
  ];
}
