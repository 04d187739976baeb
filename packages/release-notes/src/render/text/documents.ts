import type { Entry } from "../../notes.js";

const HEADING = /^ {0,3}(#{1,6})(?= |$)/;
const FENCE = /^ {0,3}(?:```|~~~)/;

/**
 * The entries that a document of a repository's own tool has: its list items and paragraphs, as they are. Any other entry
 * is itself. Pure.
 */
export function itemsOf(entry: Entry): readonly Entry[] {
  if (entry.source !== "release-body") return [entry];
  const items: string[] = [];
  let isOpen = false;
  for (const line of entry.text.split(/\r\n?|\n/)) {
    const item = /^ {0,3}[-*+] +(\S.*)$/.exec(line)?.[1];
    const words = (item ?? line).trim();
    const isText = words !== "" && !HEADING.test(line);
    if (isText && item === undefined && isOpen) items.push(`${items.pop() ?? ""} ${words}`);
    else if (isText) items.push(words);
    isOpen = isText;
  }
  return items.map((text) => ({ ...entry, text }));
}

/** A document whose highest heading is of this level, so that it stays below the one above it. Pure. */
export function below(level: number, document: string): string {
  const lines = document.replace(/\r\n?/g, "\n").split("\n");
  let isCode = false;
  const levels = lines.map((line) => {
    if (FENCE.test(line)) isCode = !isCode;
    return isCode ? 0 : (HEADING.exec(line)?.[1]?.length ?? 0);
  });
  const deeper = level - Math.min(...levels.filter((each) => each > 0), level);
  return lines
    .map((line, index) =>
      levels[index] === 0
        ? line
        : line.replace(HEADING, (marks) => (marks + "#".repeat(deeper)).replace(/#{7,}/, "######")),
    )
    .join("\n");
}
