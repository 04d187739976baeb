import type { Line } from "./parse-lines.js";
import { plainOf, type Style, writeLine } from "./style.js";

export interface Room {
  /** How much a text takes up: characters or bytes. */
  readonly measure: (text: string) => number;
  readonly most: number;
  /** What stands below a text that was cut: where it goes on. */
  readonly tail: string;
}

export interface Cut {
  readonly lines: readonly string[];
  readonly isCut: boolean;
}

/** As many whole lines as there is room for, with the tail when some are left out. A first line that is too long alone is cut inside. */
export function cutLines(lines: readonly Line[], style: Style, { measure, most, tail }: Room): Cut {
  const written = lines.map((line) => writeLine(line, style));
  if (measure(written.join("\n")) <= most) return { lines: written, isCut: false };
  const room = most - measure(`\n${tail}`);
  const kept: string[] = [];
  let size = 0;
  for (const [index, text] of written.entries()) {
    const next = size + measure(index === 0 ? text : `\n${text}`);
    if (next > room) break;
    kept.push(text);
    size = next;
  }
  const [first] = lines;
  if (kept.length === 0 && first !== undefined) kept.push(longestBeginning(plainOf(first), style, measure, room));
  while (kept.at(-1)?.trim() === "") kept.pop();
  return { lines: [...kept, tail], isCut: true };
}

/** By code points, before it is escaped: nothing is cut in the middle of a sign or of an escape. */
function longestBeginning(text: string, style: Style, measure: Room["measure"], room: number): string {
  const points = Array.from(text);
  let [low, high] = [0, points.length];
  const upTo = (count: number): string => `${style.escape(points.slice(0, count).join(""))}…`;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(upTo(middle)) <= room) low = middle;
    else high = middle - 1;
  }
  return upTo(low);
}

export const characters = (text: string): number => text.length;
export const bytes = (text: string): number => Buffer.byteLength(text);
