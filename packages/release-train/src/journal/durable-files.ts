import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/** Makes new and renamed names in a folder survive a power cut. */
export function syncFolder(folder: string): void {
  const handle = fs.openSync(folder, "r");
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** Writes a whole new file and syncs it. */
export function writeNew(file: string, text: string): void {
  const handle = fs.openSync(file, "wx", 0o600);
  try {
    fs.writeSync(handle, text);
    fs.fdatasyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** A file that is there whole or not at all. */
export function writeAtomic(file: string, text: string): void {
  const folder = path.dirname(file);
  const draft = path.join(folder, `.draft-${randomUUID()}`);
  writeNew(draft, text);
  fs.renameSync(draft, file);
  syncFolder(folder);
}

/** Null when the file is not there. */
export function readIfThere(file: string): Buffer | null {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

export function isErrno(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException | null)?.code ?? "");
}
