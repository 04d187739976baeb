import type { Message } from "../ports.js";

/** A piece of a line. Marks are not nested deeper than people write them. */
export type Span =
  | { readonly is: "text" | "code"; readonly text: string }
  | { readonly is: "strong" | "em"; readonly inside: readonly Span[] }
  | { readonly is: "link"; readonly text: string; readonly url: string };

export interface Line {
  readonly is: "heading" | "item" | "text" | "code" | "blank";
  /** Blanks before it, of an item. */
  readonly indent: number;
  readonly spans: readonly Span[];
}

/**
 * The common part of Markdown, line by line: headings, lists, emphasis, code, links. The rest stays as it is written. An
 * address that stands alone is a link too: what escapes text would break it.
 */
export function parseLines({ text, format }: Pick<Message, "text" | "format">): readonly Line[] {
  const lines = text
    .replace(/\r\n?/g, "\n")
    .replace(/(?<!\n)\n+$/, "")
    .split("\n");
  if (format === "text") return lines.map((line) => plainLine(line));
  let isFenced = false;
  return lines.flatMap((line): readonly Line[] => {
    if (/^\s{0,3}(?:```|~~~)/.test(line)) {
      isFenced = !isFenced;
      return [];
    }
    return [isFenced ? { is: "code", indent: 0, spans: [{ is: "code", text: line }] } : markdownLine(line)];
  });
}

const plainLine = (line: string): Line =>
  line.trim() === ""
    ? { is: "blank", indent: 0, spans: [] }
    : { is: "text", indent: 0, spans: parseSpans(line, ADDRESS) };

function markdownLine(line: string): Line {
  const heading = /^ {0,3}#{1,6}\s+(.*)$/.exec(line)?.[1]?.trimEnd();
  // The look back keeps a long row of marks from being tried from each of them.
  if (heading !== undefined)
    return { is: "heading", indent: 0, spans: parseSpans(heading.replace(/(?<!#)#+$/, "").trimEnd()) };
  const item = /^(\s*)[-*+]\s+(.*)$/.exec(line);
  if (item !== null) return { is: "item", indent: item[1]?.length ?? 0, spans: parseSpans(item[2] ?? "") };
  return line.trim() === "" ? plainLine("") : { is: "text", indent: 0, spans: parseSpans(line) };
}

const ADDRESS = /(?<address>(?<![\p{L}\p{N}])https?:\/\/[^\s<>"`\\]{1,2000})/gu;

// Each alternative is bounded, and none can match the same text in two ways: a line of 10,000 marks takes no longer.
const MARK = new RegExp(
  [
    /\\(?<escaped>[\\`*_{}[\]()#+\-.!<>|~])/u,
    /`(?<code>[^`\n]+)`/u,
    /\[(?<title>[^\][\n]{1,1000})\]\((?<url>https?:\/\/[^\s()<>]{1,2000})\)/u,
    /<(?<bare>https?:\/\/[^\s<>]{1,2000})>/u,
    /\*\*(?<strong>[^*\n]{1,2000})\*\*/u,
    /(?<![\p{L}\p{N}*])\*(?<em>[^*\s][^*\n]{0,2000})\*(?![\p{L}\p{N}*])/u,
    /(?<![\p{L}\p{N}_])_(?<other>[^_\s][^_\n]{0,2000})_(?![\p{L}\p{N}_])/u,
    ADDRESS,
  ]
    .map(({ source }) => source)
    .join("|"),
  "gu",
);

function parseSpans(line: string, pattern = MARK): readonly Span[] {
  const spans: Span[] = [];
  const say = (text: string): void => {
    const last = spans.at(-1);
    if (text === "") return;
    if (last?.is === "text") spans[spans.length - 1] = { is: "text", text: last.text + text };
    else spans.push({ is: "text", text });
  };
  let end = 0;
  for (const match of line.matchAll(pattern)) {
    const { escaped, code, title, url, bare, strong, em, other, address } = match.groups ?? {};
    // The sentence around an address ends after it.
    const found = address?.replace(/[.,;:!?'*_~)\]}]+$/, "");
    if (found !== undefined && !URL.canParse(found)) continue;
    say(line.slice(end, match.index));
    end = match.index + (found ?? match[0]).length;
    const alone = bare ?? found;
    if (escaped !== undefined) say(escaped);
    else if (code !== undefined) spans.push({ is: "code", text: code });
    else if (title !== undefined && url !== undefined) spans.push({ is: "link", text: title, url });
    else if (alone !== undefined) spans.push({ is: "link", text: alone, url: alone });
    else if (strong !== undefined) spans.push({ is: "strong", inside: parseSpans(strong) });
    else spans.push({ is: "em", inside: parseSpans(em ?? other ?? "") });
  }
  say(line.slice(end));
  return spans;
}
