import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { Json } from "@signalbox/release-core";
import { readIfThere, writeAtomic } from "./durable-files.js";

/** A signal that waits in the inbox of a run. */
export interface Letter {
  readonly file: string;
  readonly key: string;
  readonly at: string;
  readonly body: Json;
}

/** Keeps the order of signals that one process sends in the same millisecond. */
let sent = 0;

/** Puts a signal where the run finds it. Whole or not at all; names sort by the time of sending. */
export function sendLetter(folder: string, key: string, body: Json, at: Date): void {
  const inbox = path.join(folder, "inbox");
  fs.mkdirSync(inbox, { recursive: true });
  sent += 1;
  const name = `${String(at.getTime()).padStart(15, "0")}-${String(sent).padStart(6, "0")}-${randomUUID()}.json`;
  writeAtomic(path.join(inbox, name), `${JSON.stringify({ key, at: at.toISOString(), body })}\n`);
}

/** The signals that are not in the journal yet, oldest first. */
export function readLetters(folder: string, known: ReadonlySet<string>): readonly Letter[] {
  const inbox = path.join(folder, "inbox");
  if (!fs.existsSync(inbox)) return [];
  const names = fs.readdirSync(inbox).filter((name) => name.endsWith(".json") && !known.has(name));
  return names.sort().flatMap((file) => {
    const bytes = readIfThere(path.join(inbox, file));
    return bytes === null ? [] : [{ file, ...(JSON.parse(bytes.toString("utf8")) as Omit<Letter, "file">) }];
  });
}

/** Removes signals that the journal has. */
export function removeLetters(folder: string, files: Iterable<string>): void {
  for (const file of files) fs.rmSync(path.join(folder, "inbox", file), { force: true });
}
