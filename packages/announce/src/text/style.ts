import { harmlessUrl } from "./break-pings.js";
import type { Line, Span } from "./parse-lines.js";

/** How one channel writes what every message is made of. Each gets text that is escaped already, but `link` and `code`; an address can end no link. */
export interface Style {
  /** Makes text from outside harmless: it formats nothing, and pings nobody. */
  readonly escape: (text: string) => string;
  readonly strong: (inside: string) => string;
  readonly em: (inside: string) => string;
  readonly code: (text: string) => string;
  readonly link: (text: string, url: string) => string;
  readonly item: (inside: string, indent: number) => string;
}

export function writeLine(line: Line, style: Style): string {
  const inside = writeSpans(line.spans, style);
  switch (line.is) {
    case "heading":
      return style.strong(inside);
    case "item":
      return style.item(inside, line.indent);
    case "text":
    case "code":
    case "blank":
      return inside;
  }
}

const writeSpans = (spans: readonly Span[], style: Style): string =>
  spans.map((span) => writeSpan(span, style)).join("");

function writeSpan(span: Span, style: Style): string {
  switch (span.is) {
    case "text":
      return style.escape(span.text);
    case "code":
      return style.code(span.text);
    case "strong":
    case "em":
      return style[span.is](writeSpans(span.inside, style));
    case "link":
      return writeLink(span.text, span.url, style);
  }
}

/** A link whose address cannot do more than lead somewhere. */
export function writeLink(text: string, url: string, { link }: Style): string {
  const target = harmlessUrl(url);
  return link(text === url ? target : text, target);
}

/** What is left of a line when nothing of it is formatted. */
export const plainOf = ({ spans }: Line): string => plainSpans(spans);
const plainSpans = (spans: readonly Span[]): string =>
  spans.map((span) => ("inside" in span ? plainSpans(span.inside) : span.text)).join("");
