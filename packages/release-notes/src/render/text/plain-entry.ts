import type { Entry } from "../../notes.js";
import { oneLine } from "./one-line.js";

/** One entry as plain text of one line, as the sources have it; nothing is escaped where nothing is markup. Pure. */
export const plainEntry = ({ text }: Pick<Entry, "text">): string => oneLine(text);

/** The same with the lines that a person wrote, those after the first indented. Pure. */
export const plainItem = ({ text, source }: Pick<Entry, "text" | "source">): string =>
  source === "file"
    ? text
        .split(/\r\n?|\n/)
        .map((line) => oneLine(line))
        .filter((line) => line !== "")
        .join("\n  ")
    : oneLine(text);

/** At most so many characters, ended by `…` at a blank where it was cut. Pure. */
export function clipped(text: string, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return text;
  const room = characters.slice(0, most - 1).join("");
  const blank = room.lastIndexOf(" ");
  return `${(blank > room.length / 2 ? room.slice(0, blank) : room).trimEnd()}…`;
}

/** What a finding repeats of a text from outside: its first line, and of that no more than names it. Pure. */
export const briefly = (text: string): string => clipped(oneLine(text.split(/\r\n?|\n/, 1)[0] ?? ""), 100);
