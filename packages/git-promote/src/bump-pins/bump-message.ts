import { directionOf, type PinChange } from "../pins/index.js";

/** More pins than this are counted, not listed. */
const MOST_LINES = 200;

/** The commit's text, made of what it changes: the history of pins has subjects that name another version. Pure. */
export function bumpMessage(changes: readonly PinChange[], lockFiles: readonly string[]): string {
  const [first] = changes;
  if (first === undefined) return "Bump pins\n";
  const isBack = changes.every(({ from, to }) => directionOf(from, to) === "down");
  const rest = changes.length === 1 ? "" : ` and ${changes.length - 1} more`;
  const subject = `${isBack ? "Take back" : "Bump"} ${first.name} to ${first.to ?? ""}${rest}`;
  const lines = changes.slice(0, MOST_LINES).map(lineOf);
  const more = changes.length > MOST_LINES ? [`and ${changes.length - MOST_LINES} more`] : [];
  const made = lockFiles.length === 0 ? [] : ["", `Lock files made again: ${lockFiles.join(", ")}`];
  return `${[subject, "", ...lines, ...more, ...made].join("\n")}\n`;
}

/** `modemd (tc2): 1.10.0-tc2 → 1.11.0-tc2`, for commits, people and summaries. Pure. */
export const lineOf = ({ name, family, from, to }: PinChange): string =>
  `${name}${family === "" ? "" : ` (${family})`}: ${from ?? "none"} → ${to ?? "none"}`;
