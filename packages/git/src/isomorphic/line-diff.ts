/** A replaced range of lines of the base, `[start, end)`, and what stands there instead. */
export interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** Files that differ more than this are too dear to compare here. */
const MOST_EDITS = 3000;

/** Lines with their line ends, so that a missing last newline is a difference as well. */
export const splitLines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** The shortest edit script between two lists of lines (Myers, "An O(ND) Difference Algorithm", 1986); null when too long. */
export function diffLines(base: readonly string[], other: readonly string[]): Hunk[] | null {
  let head = 0;
  while (head < base.length && head < other.length && base[head] === other[head]) head += 1;
  let tail = 0;
  while (tail < base.length - head && tail < other.length - head && base.at(-1 - tail) === other.at(-1 - tail))
    tail += 1;
  const a = base.slice(head, base.length - tail);
  const b = other.slice(head, other.length - tail);
  if (a.length === 0 && b.length === 0) return [];
  if (a.length === 0 || b.length === 0) return [{ start: head, end: head + a.length, lines: b }];
  const trace = shortestEdit(a, b);
  return trace === null ? null : hunksOf(matches(trace, a.length, b.length), a, b, head);
}

/** The furthest reaching points of each round. */
function shortestEdit(a: readonly string[], b: readonly string[]): Map<number, number>[] | null {
  const trace: Map<number, number>[] = [];
  let reach = new Map([[1, 0]]);
  for (let edits = 0; edits <= Math.min(a.length + b.length, MOST_EDITS); edits += 1) {
    const next = new Map<number, number>();
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const down = reach.get(diagonal + 1) ?? -1;
      const right = (reach.get(diagonal - 1) ?? -2) + 1;
      let x = diagonal === -edits || (diagonal !== edits && right <= down) ? down : right;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x += 1;
      next.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return [...trace, next];
    }
    trace.push(next);
    reach = next;
  }
  return null;
}

/** Pairs of equal lines, in order, read backwards from the trace. */
function matches(trace: readonly Map<number, number>[], aLength: number, bLength: number): [number, number][] {
  const pairs: [number, number][] = [];
  let [x, y] = [aLength, bLength];
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const before = edits === 0 ? new Map([[1, 0]]) : (trace[edits - 1] ?? new Map<number, number>());
    const diagonal = x - y;
    const down = before.get(diagonal + 1) ?? -1;
    const right = (before.get(diagonal - 1) ?? -2) + 1;
    const isDown = diagonal === -edits || (diagonal !== edits && right <= down);
    const startX = isDown ? down : right;
    while (x > startX && y > 0 && x > 0) pairs.push([--x, --y]);
    if (isDown) y -= 1;
    else x -= 1;
  }
  return pairs.reverse();
}

function hunksOf(
  pairs: readonly [number, number][],
  a: readonly string[],
  b: readonly string[],
  offset: number,
): Hunk[] {
  const hunks: Hunk[] = [];
  let [x, y] = [0, 0];
  for (const [nextX, nextY] of [...pairs, [a.length, b.length] as const]) {
    if (nextX > x || nextY > y) hunks.push({ start: offset + x, end: offset + nextX, lines: b.slice(y, nextY) });
    [x, y] = [nextX + 1, nextY + 1];
  }
  return hunks;
}
