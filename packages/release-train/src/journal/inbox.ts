import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { Json } from "@signalbox/release-core";
import * as z from "zod";
import type { SignalRecord } from "../engine-port.js";
import { readIfThere, writeAtomic } from "./durable-files.js";
import { signalUnreadable } from "./journal-errors.js";

/** A signal that waits in the inbox of a run. */
export interface Letter {
  readonly file: string;
  readonly key: string;
  readonly at: string;
  readonly body: Json;
  /** Absent in what is not urgent. */
  readonly urgent?: boolean;
}

const letterSchema = z.looseObject({ key: z.string(), at: z.string(), body: z.json(), urgent: z.boolean().optional() });

/** Keeps the order of signals that one process sends in the same millisecond. */
let sent = 0;

/** Puts a signal where the run finds it. Whole or not at all; names sort by the time of sending. */
export function sendLetter(folder: string, letter: Pick<Letter, "key" | "body" | "urgent">, at: Date): void {
  const inbox = path.join(folder, "inbox");
  fs.mkdirSync(inbox, { recursive: true });
  sent += 1;
  const name = `${String(at.getTime()).padStart(15, "0")}-${String(sent).padStart(6, "0")}-${randomUUID()}.json`;
  writeAtomic(path.join(inbox, name), `${JSON.stringify({ ...letter, at: at.toISOString() })}\n`);
}

/**
 * The signals that are not in the journal yet: urgent ones first, then by age.
 * @throws ReleaseError `ERR_SIGNAL_UNREADABLE`
 */
export function readLetters(folder: string, known: ReadonlySet<string>): readonly Letter[] {
  const inbox = path.join(folder, "inbox");
  if (!fs.existsSync(inbox)) return [];
  const names = fs.readdirSync(inbox).filter((name) => name.endsWith(".json") && !known.has(name));
  const letters = names.sort().flatMap((file): Letter[] => {
    const bytes = readIfThere(path.join(inbox, file));
    return bytes === null ? [] : [{ file, ...parseLetter(bytes.toString("utf8"), path.join(inbox, file)) }];
  });
  return letters.sort((a, b) => Number(b.urgent ?? false) - Number(a.urgent ?? false));
}

/** Nobody may guess what was said: it could have been a rejection. */
function parseLetter(text: string, file: string): Omit<Letter, "file"> {
  const parsed = letterSchema.safeParse(jsonOf(text));
  if (!parsed.success) throw signalUnreadable(file);
  return parsed.data as Omit<Letter, "file">;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A letter as the record of a run shows it. */
export const unread = ({ key, at, body }: Letter): SignalRecord => ({ key, at, body, taken: false });

/** Removes signals that the journal has. */
export function removeLetters(folder: string, files: Iterable<string>): void {
  for (const file of files) fs.rmSync(path.join(folder, "inbox", file), { force: true });
}
