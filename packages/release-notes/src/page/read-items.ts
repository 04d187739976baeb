import type { Line } from "./lines.js";
import type { Item } from "./page.js";

/** A dash may lack its blank, as in `-Added`; `-----` and `*emphasis*` are no bullets. */
const BULLET = /^(\s*(?:[-*+][ \t]+|-(?!-)|\d{1,9}[.)][ \t]+))(?=\S)/;
const OTHER = /^\s*(?:#{1,6}\s*$|```|~~~|<!--|---+\s*$|\*\*\*+\s*$)/;

/** The lines below one heading as entries, blank lines and the rest. `line`: the number of the first one. */
export function readItems(lines: readonly Line[], line: number): readonly Item[] {
  const items: Item[] = [];
  let open: { kind: Item["kind"]; bullet: string; indent: number; lines: Line[]; line: number } | null = null;
  let fence: string | null = null;
  const close = (): void => {
    if (open !== null) items.push(itemOf(open));
    open = null;
  };
  for (const [index, each] of lines.entries()) {
    const begin = (kind: Item["kind"], bullet = "", indent = 0): void => {
      close();
      open = { kind, bullet, indent, lines: [each], line: line + index };
    };
    const current = open as { kind: Item["kind"]; bullet: string; indent: number; lines: Line[] } | null;
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(each.text)?.[1];
    if (fence !== null) {
      current?.lines.push(each);
      if (mark?.startsWith(fence) === true && each.text.trim() === mark) fence = null;
      continue;
    }
    const bullet = BULLET.exec(each.text)?.[1] ?? null;
    const indent = each.text.length - each.text.trimStart().length;
    if (each.text.trim() === "") {
      if (current?.kind === "blank") current.lines.push(each);
      else begin("blank");
    } else if (mark !== undefined) {
      fence = mark;
      begin("other");
    } else if (OTHER.test(each.text)) begin("other");
    else if (current?.kind === "other" && current.lines[0]?.text.includes("<!--") === true && !isClosed(current.lines))
      current.lines.push(each);
    else if (bullet !== null && !(current?.kind === "entry" && current.bullet !== "" && indent >= current.indent + 2))
      begin("entry", bullet, indent);
    else if (current?.kind === "entry") current.lines.push(each);
    else begin("entry", "", indent);
  }
  close();
  return items;
}

const isClosed = (lines: readonly Line[]): boolean => lines.at(-1)?.text.includes("-->") === true;

function itemOf(open: { kind: Item["kind"]; bullet: string; lines: readonly Line[]; line: number }): Item {
  const { kind, bullet, lines, line } = open;
  const words = lines.map(({ text }, index) => (index === 0 ? text.slice(bullet.length) : text)).join("\n");
  return {
    kind,
    raw: lines.map(({ raw }) => raw).join(""),
    at: lines[0]?.at ?? 0,
    line,
    bullet,
    text: kind === "entry" ? words.trim() : "",
  };
}
