import { isWeekHeading, readHeadingDate } from "./heading-date.js";
import type { Line } from "./lines.js";
import type { Heading } from "./page.js";

/** A page's lines, with what is no text of the page taken off. */
export interface MarkedLines {
  readonly frontMatter: string;
  /** How many lines that takes. */
  readonly start: number;
  readonly lines: readonly Line[];
  /** One a line: the heading that it is, or null. Lines in fences and comments are none. */
  readonly headings: readonly (Heading | null)[];
  /** A fence or comment begins and nothing ends it. */
  readonly isOpen: boolean;
}

/** Tells headings from lines that only look so. */
export function markLines(all: readonly Line[]): MarkedLines {
  const start = frontMatterEnd(all);
  const lines = all.slice(start);
  let fence: string | null = null;
  let isComment = false;
  const headings = lines.map((line, index): Heading | null => {
    if (fence === null && !isComment && isPlain(line)) return null;
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line.text)?.[1];
    if (fence !== null) {
      if (mark?.startsWith(fence) === true && line.text.trim() === mark) fence = null;
      return null;
    }
    if (isComment) {
      isComment = !line.text.includes("-->");
      return null;
    }
    if (mark !== undefined) {
      fence = mark;
      return null;
    }
    isComment = opensComment(line.text);
    return headingOf(line, start + index + 1);
  });
  return {
    frontMatter: all
      .slice(0, start)
      .map(({ raw }) => raw)
      .join(""),
    start,
    lines,
    headings,
    isOpen: fence !== null || isComment,
  };
}

/** A `<!--` that nothing closes on its line; `\<!--` is text. */
function opensComment(text: string): boolean {
  const open = text.lastIndexOf("<!--");
  return open !== -1 && text[open - 1] !== "\\" && text.indexOf("-->", open) === -1;
}

/** Most lines are neither: they are told by their first letter, which keeps long pages fast. */
function isPlain({ raw }: Line): boolean {
  let at = 0;
  while (raw[at] === " ") at++;
  const first = raw[at];
  return first !== "#" && first !== "`" && first !== "~" && !raw.includes("<!--");
}

/** The number of lines from `---` to `---`; 0 where nothing closes it. */
function frontMatterEnd(lines: readonly Line[]): number {
  if (lines[0]?.text.replace(/^\uFEFF/, "").trimEnd() !== "---") return 0;
  const end = lines.findIndex(({ text }, index) => index > 0 && /^(?:---|\.\.\.)\s*$/.test(text));
  return end === -1 ? 0 : end + 1;
}

/** A heading needs a blank behind its marks, by CommonMark; a date without one is meant as a heading all the same. */
function headingOf({ raw, text, at }: Line, line: number): Heading | null {
  const marks = /^ {0,3}(#{1,6})/.exec(text);
  if (marks === null) return null;
  const level = marks[1]?.length ?? 1;
  const rest = text.slice(marks[0].length);
  const words = withoutClosingMarks(rest.trim());
  const isGlued = rest !== "" && !/^\s/.test(rest);
  if (words === "" || (isGlued && readHeadingDate(words) === null && !isWeekHeading(words))) return null;
  return { raw, at, line, level, text: words };
}

/** `## Browse ##` is `Browse`. */
function withoutClosingMarks(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === "#") end--;
  if (end === text.length) return text;
  return end === 0 ? "" : /\s/.test(text[end - 1] ?? "") ? text.slice(0, end).trimEnd() : text;
}
