import { type Day, isoOf, mondayOf, partsOf } from "./calendar.js";
import { weekHeading } from "../render/docs/week-heading.js";
import type { PageStyle } from "./page-style.js";

/** What comes below one component's heading. Texts are Markdown without a bullet. */
export interface WrittenComponent {
  readonly name: string;
  readonly version: string | null;
  readonly texts: readonly string[];
}

/** `## Week of 9 December`, in the page's own way; with its year where it is not the page's. */
export function weekLine(day: Day, style: PageStyle, pageYear: number | null): string {
  const named = style.heading === "weekday" ? day : mondayOf(day);
  const isOther = partsOf(named).year !== pageYear;
  const year = style.hasYear || isOther ? ` ${partsOf(named).year}` : "";
  return `${"#".repeat(style.weekLevel)} ${weekHeading(isoOf(day), style.heading)}${year}`;
}

export const environmentLine = (environment: string, style: PageStyle): string =>
  `${"#".repeat(style.environmentLevel)} ${oneLine(environment)}`;

/** The heading of a component and its entries. */
export function componentLines({ name, version, texts }: WrittenComponent, style: PageStyle): readonly string[] {
  const title = `${oneLine(name)}${version === null || !style.hasVersions ? "" : ` (v${oneLine(version)})`}`;
  const heading = `${"#".repeat(style.componentLevel)} ${title}`;
  return [heading, ...(style.isLooseComponent ? [""] : []), ...texts.flatMap((text) => entryLines(text, style.bullet))];
}

/**
 * One entry as a list item. Its further lines are indented, so that they belong to it; none of them can be read as a
 * heading or a fence, by which one entry would swallow the page below it.
 */
export function entryLines(text: string, bullet: string): readonly string[] {
  const [first = "", ...more] = plain(text).split("\n");
  const indent = " ".repeat(bullet.length);
  return [
    `${bullet}${harmless(first)}`,
    ...more.flatMap((line) => (line.trim() === "" ? [] : [`${indent}${harmlessLine(line)}`])),
  ];
}

const harmlessLine = (line: string): string => {
  const indent = /^\s*/.exec(line)?.[0] ?? "";
  return `${indent}${harmless(line.slice(indent.length))}`;
};

const harmless = (line: string): string =>
  (/^(?:#{1,6}(?:\s|$)|```|~~~|---+\s*$|===+\s*$)/.test(line) ? `\\${line}` : line).replace(/(?<!\\)<!--/g, "\\<!--");

/** No control characters but line ends. */
const plain = (text: string): string =>
  text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "")
    .trim();

const oneLine = (text: string): string => plain(text).replace(/\s+/g, " ");
