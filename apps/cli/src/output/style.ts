/** Marks text for a terminal; with colours off it returns it as it is. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

/** Builds a style. */
export function styleOf(isColored: boolean): Style {
  const mark = (open: number, close: number) => (text: string) =>
    isColored && text !== "" ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    bold: mark(1, 22),
    dim: mark(2, 22),
    red: mark(31, 39),
    green: mark(32, 39),
    yellow: mark(33, 39),
    cyan: mark(36, 39),
  };
}

const ESCAPES = /\u001b\[[0-9;]*m/g;

/** The width on a terminal: colour marks take no room. */
export const widthOf = (text: string): number => text.replace(ESCAPES, "").length;

/** Cuts a line that a terminal of that many columns would wrap; a wrapped line could not be drawn over. */
export function clip(line: string, columns: number | undefined): string {
  if (columns === undefined || widthOf(line) < columns) return line;
  let room = columns - 2;
  const pieces = line.split(/(\u001b\[[0-9;]*m)/).map((piece, index) => {
    if (index % 2 === 1) return piece;
    const kept = piece.slice(0, room);
    room -= kept.length;
    return kept;
  });
  return `${pieces.join("")}…`;
}

/** The part of a line that columns and continued lines are set under. */
const LEADING = /^\s*(?:\d+\.\s+|(?:hint|error|next):\s+|[^\s\p{L}\p{N}]\s+)?/u;

/**
 * Breaks lines that are longer than a terminal is wide at the ends of words, and sets what follows under the first
 * word. A word that alone is longer (a URL, an object id) stays whole: the terminal breaks it, and it can be copied.
 */
export function wrap(text: string, columns: number | undefined): string {
  if (columns === undefined || columns < 20) return text;
  return text
    .split("\n")
    .map((line) => (widthOf(line) <= columns ? line : wrapLine(line, columns)))
    .join("\n");
}

function wrapLine(line: string, columns: number): string {
  const bare = line.replace(ESCAPES, "");
  const indent = Math.min(widthOf(LEADING.exec(bare)?.[0] ?? ""), Math.floor(columns / 2));
  const lines: string[] = [];
  let now = "";
  // Blanks stay with the word before them, so that columns stand where they stood.
  for (const word of line.match(/\s*\S+/g) ?? []) {
    if (widthOf(now) > indent && widthOf(now) + widthOf(word) > columns) {
      lines.push(now);
      now = " ".repeat(indent) + word.trimStart();
    } else now += word;
  }
  return [...lines, now].join("\n");
}

/** Text of foreign origin (subjects, remotes' words) without control characters, so that it cannot drive the terminal. */
export const plain = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, " ").trim();

/** Lines of columns, each as wide as its widest cell. */
export function table(rows: readonly (readonly string[])[], indent = ""): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, widthOf(cell))));
  return rows
    .map(
      (row) =>
        indent +
        row
          .map((cell, index) => cell + " ".repeat((widths[index] ?? 0) - widthOf(cell)))
          .join("  ")
          .trimEnd(),
    )
    .join("\n");
}

/** `1 change`, `2 changes`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

/** `45 s`, `12 min`, `5 h`, `3 days`. */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}
