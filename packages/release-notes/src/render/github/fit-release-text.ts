import { joinBlocks, type Block } from "../text/blocks.js";
import { linked } from "../text/safe-url.js";
import type { Rendered } from "../text/rendered.js";

/**
 * GitHub refuses a longer text of a release ("body is too long (maximum is 125000 characters)"). It does not say what it
 * counts; UTF-16 units are never fewer than its characters.
 */
export const GITHUB_MOST_CHARACTERS = 125_000;

export interface FitOptions {
  /** Where everything is. */
  readonly rest?: string | undefined;
  /** What stands at the end in any case. */
  readonly tail?: readonly Block[] | undefined;
}

/**
 * Blocks as one text that GitHub takes. What is too long is cut before an entry, and the text says how many changes are
 * missing and where they are. Pure.
 */
export function fitReleaseText(blocks: readonly Block[], { rest, tail = [] }: FitOptions = {}): Rendered {
  const whole = joinBlocks([...blocks, ...tail]);
  if (whole.length <= GITHUB_MOST_CHARACTERS) return { text: whole, findings: [] };
  const items = blocks.filter(({ kind }) => kind === "item").length;
  const room = GITHUB_MOST_CHARACTERS - cutLine(items, items, rest).length - joinBlocks(tail).length - 2;
  let kept = keptFrom(blocks, room);
  while (blocks[kept - 1]?.kind === "heading") kept -= 1;
  const missing = blocks.slice(kept).filter(({ kind }) => kind === "item").length;
  const line: Block = { kind: "text", text: cutLine(missing, items, rest) };
  const finding = {
    code: "text-cut",
    message: `The text has ${whole.length} characters and GitHub takes ${GITHUB_MOST_CHARACTERS}: ${missing} of ${items} changes are not in it.`,
    hint: "Hide some kinds, or give a link to all of them; the JSON form has them all.",
  };
  return { text: joinBlocks([...blocks.slice(0, kept), line, ...tail]), findings: [finding] };
}

/** How many blocks fit, line ends between them counted. Pure. */
function keptFrom(blocks: readonly Block[], room: number): number {
  let used = 1;
  for (const [index, { kind, text }] of blocks.entries()) {
    used += text.length + (kind === "item" && blocks[index - 1]?.kind === "item" ? 0 : 1);
    if (used > room) return index;
  }
  return blocks.length;
}

const cutLine = (missing: number, items: number, rest: string | undefined): string =>
  `**Cut here**: ${missing} of ${items} changes do not fit into the text of a release on GitHub.${
    rest === undefined ? "" : ` ${linked("All of them", rest)}.`
  }\n`;
