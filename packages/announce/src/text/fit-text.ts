import type { Message } from "../ports.js";
import type { Line } from "./parse-lines.js";
import { plainOf, type Style, writeLine, writeLink } from "./style.js";

export interface Room {
  /** How much a text takes up: characters or bytes. */
  readonly measure: (text: string) => number;
  readonly most: number;
  /** What stands between two lines. Default: a line end. */
  readonly between?: string;
}

export interface Fitted {
  readonly text: string;
  readonly isCut: boolean;
}

/**
 * The lines and the links below them. Where there is no room for all: as many whole lines as fit, then the first link,
 * where it goes on, and as many more links as half of the room takes. A first line that is too long alone is cut inside.
 */
export function fitText(lines: readonly Line[], links: Message["links"], style: Style, room: Room): Fitted {
  const { measure, most, between = "\n" } = room;
  const written = lines.map((line) => writeLine(line, style));
  const below = (links ?? []).map(({ title, url }) => writeLink(title, url, style));
  const whole = [...written, ...below].join(between);
  if (measure(whole) <= most) return { text: whole, isCut: false };
  const tails =
    below.length === 0 ? ["…"] : firstThatFit(below, most / 2, room).map((link, at) => (at === 0 ? `… ${link}` : link));
  const left = most - measure(`${between}${tails.join(between)}`);
  const kept = [...firstThatFit(written, left, room)];
  const [first] = lines;
  if (kept.length === 0 && first !== undefined) kept.push(longestBeginning(plainOf(first), style, measure, left));
  while (kept.at(-1)?.trim() === "") kept.pop();
  return { text: [...kept, ...tails].join(between), isCut: true };
}

function firstThatFit(texts: readonly string[], most: number, { measure, between = "\n" }: Room): readonly string[] {
  let size = 0;
  const end = texts.findIndex((text, index) => {
    size += measure(index === 0 ? text : `${between}${text}`);
    return size > most;
  });
  return end === -1 ? texts : texts.slice(0, end);
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
/** As JSON writes it: a line end and a quotation mark take two bytes there. */
export const bytesInJson = (text: string): number => Buffer.byteLength(JSON.stringify(text));
