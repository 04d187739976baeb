import type { PinChange } from "../pins/index.js";
import type { ChecklistItem } from "./checklist.js";

const BEGIN = "<!-- signalbox:checklist -->";
const END = "<!-- /signalbox:checklist -->";

/** What the text is made from: a plan's or a comparison's facts have it all. */
export interface ChecklistFacts {
  readonly checklist: readonly ChecklistItem[];
  readonly pins?: readonly PinChange[];
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
  const found = blockIn(body);
  if (found === null) return new Set();
  const lines = body.slice(found.start, found.end).matchAll(/^[-*] \[[xX]\] .*<!-- ([0-9a-f]{10}) -->\s*$/gm);
  return new Set([...lines].map(([, id = ""]) => id));
}

function blockIn(body: string): { readonly start: number; readonly end: number } | null {
  const start = body.indexOf(BEGIN);
  const end = start < 0 ? -1 : body.indexOf(END, start);
  return end < 0 ? null : { start, end: end + END.length };
}

function itemLine({ id, subject, ask, pullRequest, pins = [] }: ChecklistItem, isTicked: boolean): string {
  const number = pullRequest?.number ?? null;
  const shown = number === null || subject.endsWith(`(#${number})`) ? "" : `#${number} `;
  const moved = pins.map(({ name, from, to }) => `${inline(name)} ${inline(from ?? "none")} → ${inline(to ?? "none")}`);
  const versions = moved.length === 0 ? "" : ` (${moved.join(", ")})`;
  return `- [${isTicked ? "x" : " "}] ${shown}${inline(subject)}${versions}, ask ${inline(ask)} <!-- ${id} -->`;
}

const ARROWS = { up: "up", down: "**down**", new: "new", gone: "gone", same: "same" } as const;

const pinRows = (pins: readonly PinChange[]): readonly string[] => [
  "| package | from | to | |",
  "| --- | --- | --- | --- |",
  ...pins.map(({ family, name, from, to, direction }) => {
    const label = family === "" ? name : `${family}/${name}`;
    return `| ${inline(label)} | ${inline(from ?? "")} | ${inline(to ?? "")} | ${ARROWS[direction]} |`;
  }),
];

/**
 * Text of others as plain text: no markup, no HTML, no mark of ours, one line. `@name` and `#12` would tell people and
 * link issues of the wrong repository, so a word joiner stands behind the sign.
 */
const inline = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .replace(/[\\`*_{}[\]<>|~&]/g, "\\$&")
    .replace(/([@#])(?=[\w-])/g, "$1\u2060");
