import { hasMarkers, parseConflicts } from "./conflict-text.js";
import { higherLine, type SettledLine, type VersionRule } from "./version-rule.js";

/** One conflicting file: as either side has it, and as the merge left it, with markers. */
export interface ConflictedText {
  readonly ours: Uint8Array | null;
  readonly theirs: Uint8Array | null;
  readonly partial: Uint8Array | null;
}

/** The file that stays, or why a person must settle it. */
export type SettledText =
  { readonly content: Uint8Array; readonly lines: readonly SettledLine[] } | { readonly why: string };

/** Settles a file when every line in which the sides differ is one that differs in nothing but a version. Pure. */
export function settleText(conflict: ConflictedText, rules: readonly VersionRule[]): SettledText {
  const [ours, theirs, partial] = [textOf(conflict.ours), textOf(conflict.theirs), textOf(conflict.partial)];
  if (ours === null || theirs === null || partial === null) return { why: "it is not a text file on both sides" };
  // Lines of the file itself cannot be told from the markers of this merge.
  if (hasMarkers(ours) || hasMarkers(theirs)) return { why: "a side has conflict markers in it" };
  const parts = parseConflicts(partial);
  if (parts === null) return { why: "its conflict markers do not fit together" };

  const lines: SettledLine[] = [];
  let text = "";
  for (const part of parts) {
    if ("lines" in part) {
      text += part.lines.join("");
      continue;
    }
    if (part.ours.length !== part.theirs.length) return { why: "the sides differ in more than versions" };
    for (const [at, line] of part.ours.entries()) {
      const other = part.theirs[at] ?? "";
      if (line === other) {
        text += line;
        continue;
      }
      const higher = higherLine(line, other, rules);
      if (higher === null) return { why: `no rule chooses between ${quoted(line)} and ${quoted(other)}` };
      text += higher.line;
      lines.push(higher.settled);
    }
  }
  const ended = endedAs(text, ours, theirs, "lines" in (parts.at(-1) ?? { lines: [] }));
  if (ended === null) return { why: "only one side ends with a line break" };
  return { content: Buffer.from(ended), lines };
}

/** git ends the last line before a marker, whether the file ends with a line break or not. */
function endedAs(text: string, ours: string, theirs: string, endsOutside: boolean): string | null {
  if (endsOutside) return text;
  if (ours.endsWith("\n") !== theirs.endsWith("\n")) return null;
  return ours.endsWith("\n") ? text : text.replace(/\r?\n$/, "");
}

/** Null for what is no UTF-8: it would be written back as something else. */
function textOf(content: Uint8Array | null): string | null {
  if (content === null) return null;
  const text = Buffer.from(content).toString("utf8");
  return Buffer.compare(Buffer.from(text), content) === 0 ? text : null;
}

const quoted = (line: string): string => JSON.stringify(line.trim().slice(0, 80));
