/** One line of a page with the bytes that end it. */
export interface Line {
  /** As it stands there, line end included. */
  readonly raw: string;
  /** Without its line end. */
  readonly text: string;
  /** Where it begins, in characters. */
  readonly at: number;
}

/** Cuts a text after every `\n`; a `\r` before it belongs to the line end. Joined, the lines are the text again. */
export function splitLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let at = 0; at < text.length;) {
    const feed = text.indexOf("\n", at);
    const end = feed === -1 ? text.length : feed + 1;
    const raw = text.slice(at, end);
    const last = feed === -1 ? end : text[feed - 1] === "\r" && feed > at ? feed - 1 : feed;
    lines.push({ raw, text: text.slice(at, last), at });
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
