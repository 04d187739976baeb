import { oneLine } from "./one-line.js";

/** What a page makes of `@name` and `#12`: GitHub tells the person, and links to whatever has the number there. */
export type Pings = "broken" | "kept";

/** Anything that could mean something in Markdown; text without it is most of a history, and is left alone. */
const SUSPICIOUS = /[\\`*_[\]<&~@#]|:\/\/|\bGH-\d|^\u2068?(?:[-+>]|\d{1,9}[.)](?:\s|$))/;

export interface EscapeOptions {
  /** Default: `kept`. */
  readonly pings?: Pings | undefined;
  /** Words that are linked where they stand alone: `#12` → its address. */
  readonly links?: ReadonlyMap<string, string> | undefined;
  /** It follows other words, so that no list or heading can begin with it. Default: false. */
  readonly isWithin?: boolean | undefined;
}

/**
 * Plain text from outside as Markdown of one line that reads the same: nothing in it is markup, except that `code` in
 * pairs of backticks stays code, and addresses stay addresses. `<` becomes an entity, since not every dialect takes a
 * backslash before it. Pure.
 */
export function escapeMarkdown(text: string, { pings = "kept", links, isWithin = false }: EscapeOptions = {}): string {
  const line = oneLine(text);
  if (!SUSPICIOUS.test(line) && (links === undefined || links.size === 0)) return line;
  const parts = line.includes("`") ? partsOf(line) : [{ isCode: false, text: line }];
  const around = { pings, strikes: line.indexOf("~") !== line.lastIndexOf("~"), links: links ?? NO_LINKS };
  const escaped = parts.map((part) => (part.isCode ? part.text : escapeAround(part.text, around))).join("");
  if (isWithin) return escaped;
  return escaped.replace(/^\u2068?(?=[>#]|\+(?:\s|$)|-(?:[-\s]|$))|^\u2068?\d{1,9}(?=[.)](?:\s|$))/, "$&\\");
}

const NO_LINKS: ReadonlyMap<string, string> = new Map();

interface Part {
  readonly isCode: boolean;
  readonly text: string;
}

/** Code spans and what is between them: a run of backticks is closed by the next run of the same length. */
function partsOf(line: string): readonly Part[] {
  const runs = [...line.matchAll(/`+/g)].map(({ 0: run, index }) => ({ length: run.length, index }));
  const next = closersOf(runs);
  const parts: Part[] = [];
  let end = 0;
  for (const [at, { length, index }] of runs.entries()) {
    const close = next[at] ?? null;
    if (index < end || close === null) continue;
    if (index > end) parts.push({ isCode: false, text: line.slice(end, index) });
    end = close + length;
    parts.push({ isCode: true, text: line.slice(index, end) });
  }
  if (end < line.length) parts.push({ isCode: false, text: line.slice(end) });
  return parts;
}

/** Where the next run of the same length begins, for each run. One walk from the end, so that its length does not matter. */
function closersOf(runs: readonly { readonly length: number; readonly index: number }[]): readonly (number | null)[] {
  const closers: (number | null)[] = [];
  const ahead = new Map<number, number>();
  for (let at = runs.length - 1; at >= 0; at--) {
    const run = runs[at];
    if (run === undefined) continue;
    closers[at] = ahead.get(run.length) ?? null;
    ahead.set(run.length, run.index);
  }
  return closers;
}

interface Around {
  readonly pings: Pings;
  /** Two of `~` in the line could strike out what is between them. */
  readonly strikes: boolean;
  readonly links: ReadonlyMap<string, string>;
}

const ADDRESS = '\\bhttps?://[^\\s<>`\\\\"\\u2068\\u2069]+';

/** Addresses are written `<…>` and known words are linked; the rest is escaped. */
function escapeAround(text: string, around: Around): string {
  const words = [...around.links.keys()].filter((word) => text.includes(word));
  if (words.length === 0 && !text.includes("://")) return escapePlain(text, around);
  const known = words
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .toSorted((a, b) => b.length - a.length);
  const standing = known.length === 0 ? "" : `|(?<![\\w/])(?:${known.join("|")})(?!\\w)`;
  let escaped = "";
  let end = 0;
  for (const { 0: found, index } of text.matchAll(new RegExp(ADDRESS + standing, "g"))) {
    const link = around.links.get(found);
    const word = link === undefined ? found.replace(/[.,;:!?'*_~)\]}]+$/, "") : found;
    if (link === undefined && !URL.canParse(word)) continue;
    escaped += escapePlain(text.slice(end, index), around);
    escaped += link === undefined ? `<${word}>` : `[${escapePlain(word, { ...around, pings: "kept" })}](${link})`;
    end = index + word.length;
  }
  return escaped + escapePlain(text.slice(end), around);
}

const SPECIAL = /[\\`*[\]<&_~@#]|\bGH-(?=\d)/g;
const WORD = /[\p{L}\p{N}]/u;
const ENTITY = /&#?\w{1,32};/y;

/** One look at each character that could mean something: a history has tens of thousands of subjects. */
function escapePlain(text: string, { pings, strikes }: Around): string {
  return text.replace(SPECIAL, (found, at: number) => {
    switch (found) {
      case "<":
        return "&lt;";
      case "&":
        ENTITY.lastIndex = at;
        return ENTITY.test(text) ? "&amp;" : found;
      case "_":
        return WORD.test(text.charAt(at - 1)) && WORD.test(text.charAt(at + 1)) ? found : "\\_";
      case "~":
        return strikes ? "&#126;" : found;
      case "@":
      case "#":
      case "GH-":
        return pings === "broken" && isPing(found, text, at) ? `${found}${UNSEEN}` : found;
      default:
        return `\\${found}`;
    }
  });
}

/** A blank of no width, as Dependabot and Renovate write it: a backslash does not keep GitHub from pinging. */
const UNSEEN = "&#8203;";

/** `@name` behind anything but a word, `#12` behind anything. */
const isPing = (found: string, text: string, at: number): boolean =>
  found === "GH-" ||
  (found === "#"
    ? /\d/.test(text.charAt(at + 1))
    : /[A-Za-z0-9]/.test(text.charAt(at + 1)) && !/\w/.test(text.charAt(at - 1)));
