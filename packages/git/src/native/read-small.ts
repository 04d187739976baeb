import { readdirSync, readFileSync, statSync, type Dirent, type Stats } from "node:fs";

// The few small files that stand for a question to git. They are read at once: through promises each would cost ten
// times as much, and for many clones that is a good part of what the processes cost that it saves.

/** The text of a file; null when there is none, or it cannot be read. */
export function textOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/** The same; empty when there is none. */
export const textOrEmpty = (path: string): string | null => unlessAbsent(() => readFileSync(path, "utf8"), "");

/** What is in a folder; empty when there is none, null when it cannot be read. */
export const entriesOf = (path: string): readonly Dirent[] | null =>
  unlessAbsent(() => readdirSync(path, { withFileTypes: true }), []);

/** Null when there is nothing, or nobody may look. */
export function statsOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

function unlessAbsent<T>(read: () => T, otherwise: T): T | null {
  try {
    return read();
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? otherwise : null;
  }
}
