import { createHash } from "node:crypto";

/** Two entries with one key say the same: blanks, line breaks and Markdown's escapes are no difference. */
export const entryKey = (text: string): string =>
  createHash("sha256").update(normalEntry(text)).digest("hex").slice(0, 16);

const normalEntry = (text: string): string =>
  text
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
