import { oneLine } from "./one-line.js";

/** What a page makes of `@name` and `#12`: GitHub tells the person, and links to whatever has the number there. */
export type Pings = "broken" | "kept";

/** Anything that could mean something in Markdown; text without it is most of a history, and is left alone. */
const SUSPICIOUS = /[\\`*_[\]<&~@#]|:\/\/|\bGH-\d|^\u2068?(?:[-+>]|\d{1,9}[.)])/;

export interface EscapeOptions {
  /** Default: `kept`. */
  readonly pings?: Pings | undefined;
  /** Words that are linked where they stand alone: `#12` → its address. */
  readonly links?: ReadonlyMap<string, string> | undefined;
}

/**
 * Plain text from outside as Markdown of one line that reads the same: nothing in it is markup, except that `code` in
 * pairs of backticks stays code, and addresses stay addresses. `<` becomes an entity, since not every dialect takes a
 * backslash before it. Pure.
 */
export function escapeMarkdown(text: string, { pings = "kept", links }: EscapeOptions = {}): string {
  const line = oneLine(text);
  if (!SUSPICIOUS.test(line) && (links === undefined || links.size === 0)) return line;
  const parts = line.includes("`") ? partsOf(line) : [{ isCode: false, text: line }];
  const around = { pings, strikes: line.indexOf("~") !== line.lastIndexOf("~"), links: links ?? NO_LINKS };
  const escaped = parts.map((part) => (part.isCode ? part.text : escapeAround(part.text, around))).join("");
  return escaped.replace(/^(?:\u2068?(?=[-+>#])|\u2068?\d{1,9}(?=[.)]))/, "$&\\");
}

const NO_LINKS: ReadonlyMap<string, string> = new Map();

interface Part {
  readonly isCode: boolean;
  readonly text: string;
}

/** Code spans and what is between them: a run of backticks is closed by the next run of the same length. */
function partsOf(line: string): readonly Part[] {
  const runs = [...line.matchAll(/`+/g)].map(({ 0: run, index }) => ({ length: run.length, index }));
  const following = new Map<number, number[]>();
  for (const { length, index } of runs.toReversed()) {
    const known = following.get(length);
    if (known === undefined) following.set(length, [index]);
    else known.push(index);
  }
  const parts: Part[] = [];
  let end = 0;
  for (const { length, index } of runs) {
    const ahead = following.get(length) ?? [];
    ahead.pop();
    const close = ahead.at(-1);
    if (index < end || close === undefined) continue;
    parts.push({ isCode: false, text: line.slice(end, index) });
    end = close + length;
    parts.push({ isCode: true, text: line.slice(index, end) });
  }
  return [...parts, { isCode: false, text: line.slice(end) }];
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

function escapePlain(text: string, { pings, strikes }: Around): string {
  const escaped = text
    .replace(/[\\`*[\]]/g, "\\$&")
    .replace(/&(?=#?\w{1,32};)/g, "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_");
  const unstruck = strikes ? escaped.replaceAll("~", "&#126;") : escaped;
  return pings === "broken" ? withoutPings(unstruck) : unstruck;
}

/** With a blank of no width, as Dependabot and Renovate do it: a backslash does not keep GitHub from pinging. */
const withoutPings = (text: string): string =>
  text.replace(/(?<![A-Za-z0-9_])@(?=[A-Za-z0-9])|#(?=\d)(?<!&#)|\bGH-(?=\d)/g, "$&&#8203;");
