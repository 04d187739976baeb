import type { PinChange } from "../pins/index.js";

const BEGIN = "<!-- signalbox:checklist -->";
const END = "<!-- /signalbox:checklist -->";

/** What the text is made from: a plan's or a comparison's facts have it all. */
export interface ChecklistFacts {
  readonly checklist: readonly ChecklistLine[];
  readonly pins?: readonly PinRow[];
}

/** As much of a `PinChange` as is shown. */
export type PinRow = Pick<PinChange, "family" | "name" | "from" | "to" | "direction">;

/** As much of a `ChecklistItem` as is shown. */
export interface ChecklistLine {
  /** Ten hexadecimal digits. */
  readonly id: string;
  readonly subject: string;
  /** Whom to ask. */
  readonly ask: string;
  readonly pullRequest?: { readonly number: number | null } | null | undefined;
  readonly pins?: readonly Pick<PinChange, "name" | "from" | "to">[] | undefined;
}

/**
 * The checklist as Markdown, between two marks of its own, for the text of a pull request. Each item ends with a mark
 * that carries its id. `body`: a text that may have an older checklist; what was ticked there stays ticked. Pure.
 */
export function checklistMarkdown({ checklist, pins = [] }: ChecklistFacts, body = ""): string {
  const ticked = tickedItems(body);
  const lines = [
    "### Each change, and whom to ask",
    "",
    ...(checklist.length === 0 ? ["Nothing."] : checklist.map((item) => itemLine(item, ticked.has(item.id)))),
    ...(pins.length === 0 ? [] : ["", "### Versions", "", ...pinRows(pins)]),
  ];
  return [BEGIN, ...lines, END].join("\n");
}

/** A text with its checklist replaced, or with one at its end. Nothing outside the marks is changed. Pure. */
export function withChecklist(body: string, facts: ChecklistFacts): string {
  const block = checklistMarkdown(facts, body);
  const found = blockIn(body);
  if (found !== null) return body.slice(0, found.start) + block + body.slice(found.end);
  return body.trim() === "" ? `${block}\n` : `${body.trimEnd()}\n\n${block}\n`;
}

/** The ids of the items that somebody ticked in a text. Pure. */
export function tickedItems(body: string): ReadonlySet<string> {
  return new Set((listedItems(body) ?? []).flatMap(({ id, isTicked }) => (isTicked ? [id] : [])));
}

/** The items of the checklist in a text, as they stand there; null when it has none. Pure. */
export function listedItems(
  body: string,
): readonly { readonly id: string; readonly line: string; readonly isTicked: boolean }[] | null {
  const found = blockIn(body);
  if (found === null) return null;
  const lines = body.slice(found.start, found.end).matchAll(/^[-*] \[([ xX])\] (.*)<!-- ([0-9a-f]{10}) -->\s*$/gm);
  return [...lines].map(([, tick, line = "", id = ""]) => ({ id, line: line.trim(), isTicked: tick !== " " }));
}

function blockIn(body: string): { readonly start: number; readonly end: number } | null {
  const start = body.indexOf(BEGIN);
  const end = start < 0 ? -1 : body.indexOf(END, start);
  return end < 0 ? null : { start, end: end + END.length };
}

function itemLine({ id, subject, ask, pullRequest, pins = [] }: ChecklistLine, isTicked: boolean): string {
  const number = pullRequest?.number ?? null;
  const shown = number === null || subject.endsWith(`(#${number})`) ? "" : `#${number} `;
  const moved = pins.map(
    ({ name, from, to }) =>
      `${inlineMarkdown(name)} ${inlineMarkdown(from ?? "none")} → ${inlineMarkdown(to ?? "none")}`,
  );
  const versions = moved.length === 0 ? "" : ` (${moved.join(", ")})`;
  return `- [${isTicked ? "x" : " "}] ${shown}${inlineMarkdown(subject)}${versions}, ask ${inlineMarkdown(ask)} <!-- ${id} -->`;
}

const ARROWS = { up: "up", down: "**down**", new: "new", gone: "gone", same: "same" } as const;

const pinRows = (pins: readonly PinRow[]): readonly string[] => [
  "| package | from | to | |",
  "| --- | --- | --- | --- |",
  ...pins.map(({ family, name, from, to, direction }) => {
    const label = family === "" ? name : `${family}/${name}`;
    return `| ${inlineMarkdown(label)} | ${inlineMarkdown(from ?? "")} | ${inlineMarkdown(to ?? "")} | ${ARROWS[direction]} |`;
  }),
];

/**
 * Text of others as plain text: no markup, no HTML, no mark of ours, one line. `@name` and `#12` would tell people and
 * link issues of the wrong repository, so a word joiner stands behind the sign.
 */
export const inlineMarkdown = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .replace(/[\\`*_{}[\]<>|~&]/g, "\\$&")
    .replace(/([@#])(?=[\w-])/g, "$1\u2060");
