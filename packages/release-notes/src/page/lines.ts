/** One line of a page with the bytes that end it. */
export interface Line {
  /** As it stands there, line end included. */
  readonly raw: string;
  /** Without its line end. */
  readonly text: string;
  /** Where it begins, in characters. */
  readonly at: number;
}

/** Most lines of a long page are never looked at: their text is cut when somebody asks. */
class PageLine implements Line {
  constructor(
    readonly raw: string,
    readonly at: number,
  ) {}

  get text(): string {
    const { raw } = this;
    if (!raw.endsWith("\n")) return raw;
    return raw.slice(0, raw.endsWith("\r\n") ? -2 : -1);
  }
}

/** Cuts a text after every `\n`; a `\r` before it belongs to the line end. Joined, the lines are the text again. */
export function splitLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let at = 0; at < text.length;) {
    const feed = text.indexOf("\n", at);
    const end = feed === -1 ? text.length : feed + 1;
    lines.push(new PageLine(text.slice(at, end), at));
    at = end;
  }
  return lines;
}

/** What most lines of a text end with. */
export function lineEndOf(text: string): "\n" | "\r\n" {
  let [feeds, both] = [0, 0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    feeds++;
    if (text[at - 1] === "\r") both++;
  }
  return both * 2 > feeds ? "\r\n" : "\n";
}
